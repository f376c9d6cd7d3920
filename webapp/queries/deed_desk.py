"""Deeds as the working group decides on them: who may, what came twice, what was decided."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from webapp.domain.months.review import Verdict, may_accept
from webapp.domain.numbering import normalise_number
from webapp.extensions import db
from webapp.models import Courtyard, Deed, DeedDecision, Lane, Membership, Person, User
from webapp.queries.deeds import ACCEPTED, REFUSED, WAITING
from webapp.queries.duplicate_deeds import duplicates_of
from webapp.queries.quarantine import who_readmitted
from webapp.queries.users import recused_accounts, recused_courtyards

AT_ONCE = 50
DECIDED = (ACCEPTED, REFUSED)
SHOWN = (
    joinedload(Deed.courtyard).joinedload(Courtyard.lane),
    joinedload(Deed.logger),
    joinedload(Deed.activity),
    joinedload(Deed.person),
    selectinload(Deed.photos),
    selectinload(Deed.decisions).joinedload(DeedDecision.decider),
)


@dataclass(frozen=True, slots=True)
class DeskDeed:
    """A deed with whether this person may decide on it, and the others that may be the same."""

    deed: Deed
    verdict: Verdict
    doubles: list[Deed]

    @property
    def is_clear(self) -> bool:
        """May be accepted together with others."""
        return self.deed.state == WAITING and self.verdict.allowed and not self.doubles


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for among decided deeds: words are a name, a door number or a lane with it."""

    words: str = ""
    kind: str = ""
    state: str = ""


def desk_deeds(actor: User, today: dt.date, deeds: Collection[Deed]) -> list[DeskDeed]:
    doubles, verdicts = duplicates_of(actor.community_id, deeds), verdicts_on(actor, today, deeds)
    return [DeskDeed(deed, verdicts[deed.id], doubles[deed.id]) for deed in deeds]


def verdicts_on(actor: User, today: dt.date, deeds: Collection[Deed]) -> dict[int, Verdict]:
    """Whether `actor` may decide on each, by its id: not on one's own, a relative's, or what one let in oneself."""
    yards, accounts = recused_courtyards(actor, today), recused_accounts(actor, today)
    by = who_readmitted(actor.community_id, {deed.entry_id for deed in deeds if deed.entry_id})
    return {
        deed.id: Verdict(False, "recused")
        if deed.account_id in accounts
        else may_accept(actor.id, deed.logged_by, deed.courtyard_id, yards, by.get(deed.entry_id or 0))
        for deed in deeds
    }


def waiting_at_desk(community_id: int, activity: int | None = None) -> list[Deed]:
    """Those that wait, the oldest first; of one activity where it is given."""
    found = select(Deed).where(Deed.community_id == community_id, Deed.state == WAITING)
    if activity is not None:
        found = found.where(Deed.activity_id == activity)
    return list(db.session.scalars(found.order_by(Deed.day, Deed.id).options(*SHOWN)))


def count_of_deeds(community_id: int) -> Select[int]:
    return select(func.count(Deed.id)).where(Deed.community_id == community_id, Deed.state == WAITING)


def shown_deed(community_id: int, key: int) -> Deed | None:
    return db.session.scalar(select(Deed).where(Deed.community_id == community_id, Deed.id == key).options(*SHOWN))


def decided_deeds(community_id: int, wanted: Wanted, page: int = 1) -> tuple[list[Deed], bool]:
    """A page of the decided ones, the latest day first; and whether there are more."""
    found = (
        select(Deed)
        .where(Deed.community_id == community_id, *_within(community_id, wanted))
        .order_by(Deed.day.desc(), Deed.id.desc())
        .offset((page - 1) * AT_ONCE)
        .limit(AT_ONCE + 1)
        .options(*SHOWN)
    )
    deeds = list(db.session.scalars(found))
    return deeds[:AT_ONCE], len(deeds) > AT_ONCE


def _within(community_id: int, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    yield Deed.state == wanted.state if wanted.state in DECIDED else Deed.state.in_(DECIDED)
    if wanted.kind:
        yield Deed.kind == wanted.kind
    words = wanted.words.strip()
    if words:
        yield or_(Deed.courtyard_id.in_(_yards(community_id, words)), *_people(community_id, words))


def _yards(community_id: int, words: str):
    number = normalise_number(words)
    return (
        select(Courtyard.id)
        .join(Lane, Lane.id == Courtyard.lane_id)
        .where(
            Courtyard.community_id == community_id,
            (Courtyard.number == number) | (Lane.name + Courtyard.number == number.removesuffix("号院")),
        )
    )


def _people(community_id: int, words: str) -> tuple[ColumnElement[bool], ...]:
    people = select(Person.id).where(Person.community_id == community_id, Person.name.contains(words, autoescape=True))
    homes = select(Membership.household_id).where(
        Membership.community_id == community_id, Membership.person_id.in_(people)
    )
    return Deed.person_id.in_(people), Deed.household_id.in_(homes)
