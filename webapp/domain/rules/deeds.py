"""What is credited and what is deducted beside the checklist: deeds, breaches, their categories, warnings first."""

from __future__ import annotations

from dataclasses import dataclass, field

from webapp.domain.rules.document import Document
from webapp.domain.rules.label import Label, Named
from webapp.domain.rules.limits import NONE, Limits, read_span
from webapp.domain.rules.span import YEAR, Span
from webapp.domain.rules.values import Value, read_value

LIMITED = ("cap", "times")
DEED = ("code", "label", "points", "category", "bucket", *LIMITED)
WISH = "wish"  # the code by which a deed is known as what a fulfilled wish credits
CONSEQUENCES = ("escalation", "ban", "zero", "veto")


@dataclass(frozen=True, slots=True)
class Category:
    """A heading over deeds or breaches, with a cap over all of them."""

    code: str
    label: Label
    limits: Limits

    @classmethod
    def read(cls, document: Document) -> Category:
        document.fields("code", "label", "cap")
        limits = document.maybe("cap", Limits.of_caps)
        return cls(document.child("code").code(), Label.read(document.child("label")), limits or NONE)


@dataclass(frozen=True, slots=True)
class Deed:
    """A kind of deed, worth points each time it is done. `claimable` says whether residents claim it themselves; None
    leaves it to what is usual.
    """

    code: str
    label: Label
    value: Value
    category: str = ""
    bucket: str = ""
    limits: Limits = NONE
    claimable: bool | None = None

    @classmethod
    def read(cls, document: Document) -> Deed:
        common = _common(document.fields(*DEED, "claimable"))
        return cls(*common, claimable=document.maybe("claimable", Document.yes))

    @property
    def least(self) -> int:
        return self.value.least

    @property
    def most(self) -> int:
        return self.value.most


@dataclass(frozen=True, slots=True)
class Breach:
    """A kind of breach, which costs points each time it is recorded.

    With an `escalation` the first ones only warn. `ban` bars from exchange for so many months, `zero` empties a bucket
    when the month is settled, `veto` takes the month's rating and commendation.
    """

    code: str
    label: Label
    value: Value
    category: str = ""
    bucket: str = ""
    limits: Limits = NONE
    escalation: str = ""
    ban: int = 0
    zero: str = ""
    veto: bool = False

    @classmethod
    def read(cls, document: Document) -> Breach:
        return cls(
            *_common(document.fields(*DEED, *CONSEQUENCES)),
            escalation=document.maybe("escalation", Document.code) or "",
            ban=document.maybe("ban", lambda found: found.integer(1, 120)) or 0,
            zero=document.maybe("zero", Document.code) or "",
            veto=document.flag("veto"),
        )


@dataclass(frozen=True, slots=True)
class Escalation:
    """Warn first: each of the `steps` is passed once in a span before a breach costs its points."""

    code: str
    steps: tuple[Named, ...]
    within: Span = field(default=YEAR)

    @classmethod
    def read(cls, document: Document) -> Escalation:
        document.fields("code", "steps", "within")
        steps = document.each("steps", Named.read, least=1)
        return cls(document.child("code").code(), steps, document.maybe("within", read_span) or YEAR)


def _common(document: Document) -> tuple[str, Label, Value, str, str, Limits]:
    value = read_value(document.child("points"))
    limits = Limits.read(document)
    for period, cap in limits.cap:
        if cap < value.least:
            path = (*document.path, "cap", period)
            raise Document(None, path).error("never_whole", least=value.least, cap=cap)
    return (
        document.child("code").code(),
        Label.read(document.child("label")),
        value,
        document.maybe("category", Document.code) or "",
        document.maybe("bucket", Document.code) or "",
        limits,
    )
