"""The rule book: what is judged, what it costs, what is credited, how it adds up, and what it is good for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from webapp.domain.rules.accounts import Base, Bucket, RollUp, Subject
from webapp.domain.rules.checklist import Aggregation, Item, Obstacle
from webapp.domain.rules.deeds import WISH, Breach, Category, Deed, Escalation
from webapp.domain.rules.exchange import Budget, Exchange
from webapp.domain.rules.label import Label, Named
from webapp.domain.rules.limits import Limits
from webapp.domain.rules.ratings import Commendation, Rating
from webapp.domain.rules.span import Span

Part = TypeVar("Part", bound="Item | Named | Obstacle | Deed | Breach | Category | Escalation | Bucket | Rating")


@dataclass(frozen=True, slots=True)
class RuleBook:
    """One version of a community's rules. Points are integers, days are calendar days.

    `judges` is how many inspectors look at a courtyard in one week. `settlement` is the span whose final months are
    settled together. `help_deed` is what a confirmed help task credits, "" leaves it to staff. `bonus` caps all deeds
    together; `floor` is the least a month's total can be, None for no floor.
    """

    title: Label
    subject: Subject
    roll_up: RollUp | None
    start: Base
    floor: int | None
    bonus: Limits
    restore_days: int
    publication_days: int
    objection_days: int
    answer_days: int
    appeal_days: int
    groups: tuple[Named, ...]
    items: tuple[Item, ...]
    aggregation: Aggregation
    judges: int
    obstacles: tuple[Obstacle, ...]
    categories: tuple[Category, ...]
    deeds: tuple[Deed, ...]
    help_deed: str
    breaches: tuple[Breach, ...]
    escalations: tuple[Escalation, ...]
    veto: bool
    buckets: tuple[Bucket, ...]
    commendation: Commendation | None
    ratings: tuple[Rating, ...]
    settlement: Span
    exchange: Exchange | None
    budget: Budget | None
    return_reasons: tuple[Named, ...]

    def item(self, code: str) -> Item | None:
        return _found(self.items, code)

    def group(self, code: str) -> Named | None:
        return _found(self.groups, code)

    def obstacle(self, code: str) -> Obstacle | None:
        return _found(self.obstacles, code)

    def category(self, code: str) -> Category | None:
        return _found(self.categories, code)

    def deed(self, code: str) -> Deed | None:
        return _found(self.deeds, code)

    def breach(self, code: str) -> Breach | None:
        return _found(self.breaches, code)

    def rule_of(self, code: str) -> Deed | Breach | None:
        """The deed or the breach with this code; no two have the same."""
        return self.deed(code) or self.breach(code)

    def escalation(self, code: str) -> Escalation | None:
        return _found(self.escalations, code)

    def bucket(self, code: str) -> Bucket | None:
        """Without a code the first one, in which the base and whatever names no bucket lies."""
        return _found(self.buckets, code) if code else self.buckets[0]

    def rating(self, code: str) -> Rating | None:
        return _found(self.ratings, code)

    def return_reason(self, code: str) -> Named | None:
        return _found(self.return_reasons, code)

    def cost_of(self, item: str, severity: str | None = None, count: int | None = None) -> int:
        """What one fault of an item costs; an item of another version costs nothing."""
        found = self.item(item)
        return found.cost(self.item_cost, severity, count) if found else 0

    def is_claimable(self, deed: Deed) -> bool:
        """Whether residents claim it themselves; what comes of confirmed help only where the deed says so."""
        usual = deed.code not in (self.help_deed, WISH)
        return usual if deed.claimable is None else deed.claimable

    @property
    def base(self) -> int:
        return self.start.full

    @property
    def item_cost(self) -> int:
        return self.start.item_cost

    @property
    def bonus_cap(self) -> int | None:
        """The most that deeds can add in a month; None if nothing caps them together."""
        return self.bonus.capped("month")

    @property
    def full(self) -> int:
        """The most a month can be worth, as far as there is such a thing."""
        return self.base + (self.bonus_cap or 0)


def _found(parts: tuple[Part, ...], code: str) -> Part | None:
    for part in parts:
        if part.code == code:
            return part
    return None
