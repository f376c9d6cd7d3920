"""Whose points they are and where they lie: subjects, roll-up, buckets, settlement."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from webapp.domain.rules.document import Document
from webapp.domain.rules.label import Label
from webapp.domain.rules.limits import read_span
from webapp.domain.rules.span import MONTH, Span

MOST = 1_000_000


class Subject(StrEnum):
    """Whose month is scored."""

    COURTYARD = "courtyard"
    HOUSEHOLD = "household"
    PERSON = "person"
    TEAM = "team"


PARENTS = {Subject.PERSON: (Subject.HOUSEHOLD, Subject.TEAM), Subject.HOUSEHOLD: (Subject.TEAM,)}


@dataclass(frozen=True, slots=True)
class RollUp:
    """The members' totals make their parent's. `keeps` says in whose ledger the points are, `base` who starts from the
    base and is raised to the floor: member or parent.
    """

    to: Subject
    by: str = "sum"
    keeps: str = "parent"
    base: str = "member"

    @classmethod
    def read(cls, document: Document) -> RollUp:
        document.fields("to", "by", "keeps", "base")
        return cls(
            Subject(document.child("to").one_of(tuple(Subject))),
            document.maybe("by", lambda found: found.one_of(("sum", "average", "best"))) or "sum",
            document.maybe("keeps", _whose) or "parent",
            document.maybe("base", _whose) or "member",
        )


def _whose(document: Document) -> str:
    return document.one_of(("member", "parent"))


@dataclass(frozen=True, slots=True)
class Match:
    """Of a price at most `take` points are paid from this bucket for every `give` points from the bucket `bucket`."""

    bucket: str
    give: int
    take: int

    @classmethod
    def read(cls, document: Document) -> Match:
        document.fields("with", "give", "take")
        give, take = (document.child(name).integer(1, 1000) for name in ("give", "take"))
        return cls(document.child("with").code(), give, take)


@dataclass(frozen=True, slots=True)
class Bucket:
    """Points of one kind. At the end of each span of `clears` all but `keeps` points are cleared; None never clears."""

    code: str
    label: Label
    spendable: bool = True
    clears: Span | None = None
    keeps: int = 0
    match: Match | None = None

    @classmethod
    def read(cls, document: Document) -> Bucket:
        document.fields("code", "label", "spendable", "clears", "keeps", "match")
        spendable = document.maybe("spendable", Document.yes)
        return cls(
            document.child("code").code(),
            Label.read(document.child("label"), longest=20),
            True if spendable is None else spendable,
            document.maybe("clears", read_span),
            document.maybe("keeps", lambda found: found.integer(0, MOST)) or 0,
            document.maybe("match", Match.read),
        )


POINTS = Bucket("points", Label("积分", "Points"))


@dataclass(frozen=True, slots=True)
class Base:
    """What an assessed span starts from; `item_cost` is what an item costs that asks neither how bad nor how many."""

    full: int = 0
    item_cost: int = 0
    every: Span = MONTH

    @classmethod
    def read(cls, document: Document) -> Base:
        document.fields("full", "item_cost", "every")
        return cls(
            document.child("full").integer(0, MOST),
            document.maybe("item_cost", lambda found: found.integer(0, MOST)) or 0,
            document.maybe("every", read_span) or MONTH,
        )
