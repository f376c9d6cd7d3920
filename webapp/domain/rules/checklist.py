"""The checklist: items, how bad or how many, what keeps one from judging, and how checks become a month."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.rules.document import Document
from webapp.domain.rules.label import Label, read_unit

PHRASE_LENGTH = 40
MOST_PIECES = 99

# The drawings that phones have: each once as it should be, once as it should not (static/img/examples.svg).
EXAMPLES = (
    *("litter", "bins", "snow", "posters", "tree", "bed"),
    *("firewood", "vehicle", "shed", "passage"),
)


NAMES = ("code", "group", "short", "sentence", "fault")
ASKED = ("severity", "count")
COSTS = ("cost", *ASKED)
MOST = 1_000_000
WAYS = ("any", "majority", "average", "latest")


def _month(document: Document) -> int:
    return document.integer(1, 12)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A quick phrase for a fault; `months` are those it is offered in, all if empty."""

    label: Label
    months: tuple[int, ...]

    @classmethod
    def read(cls, document: Document) -> Phrase:
        document.fields("zh", "en", "months")
        label = Label(document.child("zh").text(PHRASE_LENGTH), document.child("en").text(PHRASE_LENGTH))
        return cls(label, document.each("months", _month))


@dataclass(frozen=True, slots=True)
class Severity:
    """How bad a fault is, and what it costs then."""

    code: str
    label: Label
    cost: int

    @classmethod
    def read(cls, document: Document) -> Severity:
        document.fields("code", "label", "cost")
        return cls(
            document.child("code").code(),
            Label.read(document.child("label"), longest=12),
            document.child("cost").integer(0, 100),
        )


@dataclass(frozen=True, slots=True)
class Count:
    """A fault that is counted: each piece costs, and no more than `most` pieces are counted; `label` is the unit."""

    label: Label
    cost: int
    most: int

    @classmethod
    def read(cls, document: Document) -> Count:
        document.fields("label", "cost", "most")
        label = read_unit(document.child("label"))
        return cls(label, document.child("cost").integer(0, 100), document.child("most").integer(1, MOST_PIECES))


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the checklist: passes if its sentence is true.

    `from_lane` says whether it can be judged with the gate locked. In its dormant months (1 to 12) the item rests:
    it is not judged, and a fault costs nothing. Where it asks how bad a fault is (`severity`, the mildest first) or how
    many (`count`), the answer decides the cost; else `own_cost`, if it has one. `example` names its drawings, if it has
    any; with an `escalation` the first months with a fault only warn.
    """

    code: str
    group: str
    short: Label
    sentence: Label
    fault: Label
    from_lane: bool
    dormant_months: tuple[int, ...]
    phrases: tuple[Phrase, ...]
    severity: tuple[Severity, ...] = ()
    count: Count | None = None
    example: str = ""
    escalation: str = ""
    own_cost: int | None = None

    @classmethod
    def read(cls, document: Document) -> Item:
        document.fields(*NAMES, "from_lane", "dormant_months", "phrases", *COSTS, "example", "escalation")
        _require_one_cost(document)
        return cls(
            code=document.child("code").code(),
            group=document.child("group").code(),
            short=Label.read(document.child("short"), longest=40),
            sentence=Label.read(document.child("sentence")),
            fault=Label.read(document.child("fault"), longest=80),
            from_lane=document.child("from_lane").yes(),
            dormant_months=document.each("dormant_months", _month),
            phrases=document.each("phrases", Phrase.read),
            severity=_severities(document),
            count=document.maybe("count", Count.read),
            example=document.maybe("example", lambda found: found.one_of(EXAMPLES)) or "",
            escalation=document.maybe("escalation", Document.code) or "",
            own_cost=document.maybe("cost", lambda found: found.integer(0, MOST)),
        )

    def cost(self, plain: int, severity: str | None = None, count: int | None = None) -> int:
        """What a fault costs; `plain` is the rule book's cost of an item that asks nothing and has no cost of its own.

        What was not said, or is not in this rule book, counts as the mildest and as one piece.
        """
        if self.severity:
            return next((each.cost for each in self.severity if each.code == severity), self.severity[0].cost)
        if self.count:
            return self.count.cost * min(max(count or 1, 1), self.count.most)
        return plain if self.own_cost is None else self.own_cost

    def most_cost(self, plain: int) -> int:
        """The most that the item can cost in a month."""
        if self.severity:
            return max(each.cost for each in self.severity)
        return self.cost(plain, count=MOST_PIECES)

    def in_season(self, month_of_year: int) -> bool:
        return month_of_year not in self.dormant_months

    def phrases_in(self, month_of_year: int) -> tuple[Label, ...]:
        """The quick phrases offered in that month of the year."""
        return tuple(each.label for each in self.phrases if not each.months or month_of_year in each.months)


def _require_one_cost(document: Document) -> None:
    written = [name for name in COSTS if document.has(name)]
    if len(written) > 1:
        raise document.child(written[-1]).error("not_both", field=written[-2], other=written[-1])


def _severities(document: Document) -> tuple[Severity, ...]:
    """At least two, the mildest first, because phones preset the first."""
    found = document.each("severity", Severity.read)
    if not document.has("severity"):
        return ()
    if len(found) < 2:
        raise document.child("severity").error("not_a_list", least=2)
    for place, each in enumerate(found):
        path = (*document.path, "severity", place)
        if each.cost < found[max(place - 1, 0)].cost:
            raise Document(None, (*path, "cost")).error("least_first")
        if each.code in [other.code for other in found[:place]]:
            raise Document(None, (*path, "code")).error("repeated", code=each.code)
    return found


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a courtyard can't be judged whole, and what of it is judged then: the lane's view, or nothing."""

    code: str
    judged: str
    label: Label

    @classmethod
    def read(cls, document: Document) -> Obstacle:
        document.fields("code", "judged", "label")
        judged = document.child("judged").one_of(("lane", "weather"))
        return cls(document.child("code").code(), judged, Label.read(document.child("label")))


@dataclass(frozen=True, slots=True)
class Aggregation:
    """How the checks of one week, by one or several judges, become a week, and the weeks a month.

    `any`: the costliest finding counts. `majority`: it counts if more than half say so. `average`: the mean. `latest`:
    the last check, the last week. Fractions of a point are dropped in the household's favour.
    """

    week: str = "any"
    month: str = "any"

    @classmethod
    def read(cls, document: Document) -> Aggregation:
        document.fields("week", "month")
        ways = (document.maybe(name, lambda found: found.one_of(WAYS)) for name in ("week", "month"))
        return cls(*(way or "any" for way in ways))
