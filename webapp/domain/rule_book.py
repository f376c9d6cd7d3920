"""The rule book: what is judged, what it costs, what is credited, and who is commended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from webapp.domain.document import Document, RuleBookError
from webapp.domain.rule_parts import Commendation, Deed, Group, Item, Label, Obstacle, Reason

__all__ = ["Commendation", "Deed", "Group", "Item", "Label", "Obstacle", "Reason", "RuleBook", "RuleBookError"]

NUMBERS = ("bonus_cap", "restore_days", "publication_days", "objection_days")
LISTS = ("groups", "items", "obstacles", "deeds", "return_reasons")


@dataclass(frozen=True, slots=True)
class RuleBook:
    """One version of a community's rules. Points are integers, days are calendar days.

    `base` is what an assessed month starts from, `item_cost` what one faulty item costs unless it asks how bad or how
    many. `judges` is how many inspectors look at a courtyard in one week.
    """

    title: Label
    base: int
    item_cost: int
    bonus_cap: int
    restore_days: int
    publication_days: int
    objection_days: int
    groups: tuple[Group, ...]
    items: tuple[Item, ...]
    obstacles: tuple[Obstacle, ...]
    deeds: tuple[Deed, ...]
    commendation: Commendation
    return_reasons: tuple[Reason, ...]
    judges: int = 1

    @classmethod
    def from_data(cls, data: Any) -> RuleBook:
        """The rule book of a parsed document; raises RuleBookError with the field that is wrong."""
        document = Document(data).fields("title", "base", *NUMBERS, *LISTS, "commendation", "judges")
        base = document.child("base").fields("full", "item_cost")
        book = cls(
            title=Label.read(document.child("title")),
            base=base.child("full").integer(0, 1000),
            item_cost=base.child("item_cost").integer(0, 100),
            bonus_cap=document.child("bonus_cap").integer(0, 1000),
            restore_days=document.child("restore_days").integer(0, 31),
            publication_days=document.child("publication_days").integer(1, 31),
            objection_days=document.child("objection_days").integer(1, 31),
            groups=document.each("groups", Group.read, least=1),
            items=document.each("items", Item.read, least=1),
            obstacles=document.each("obstacles", Obstacle.read),
            deeds=document.each("deeds", Deed.read),
            commendation=Commendation.read(document.child("commendation")),
            return_reasons=document.each("return_reasons", Reason.read, least=1),
            judges=document.child("judges").integer(1, 9) if document.has("judges") else 1,
        )
        book._check_whole()
        return book

    def item(self, code: str) -> Item | None:
        return next((item for item in self.items if item.code == code), None)

    def group(self, code: str) -> Group | None:
        return next((group for group in self.groups if group.code == code), None)

    def obstacle(self, code: str) -> Obstacle | None:
        return next((obstacle for obstacle in self.obstacles if obstacle.code == code), None)

    def deed(self, code: str) -> Deed | None:
        return next((deed for deed in self.deeds if deed.code == code), None)

    def return_reason(self, code: str) -> Reason | None:
        return next((reason for reason in self.return_reasons if reason.code == code), None)

    def cost_of(self, item: str, severity: str | None = None, count: int | None = None) -> int:
        """What one fault of an item costs; an item of another version costs nothing."""
        found = self.item(item)
        return found.cost(self.item_cost, severity, count) if found else 0

    @property
    def full(self) -> int:
        """The most a month can be worth."""
        return self.base + self.bonus_cap

    def _check_whole(self) -> None:
        """What no field can know by itself."""
        for name in LISTS:
            _check_codes_differ(name, [part.code for part in getattr(self, name)])
        for at, item in enumerate(self.items):
            if self.group(item.group) is None:
                raise RuleBookError(("items", at, "group"), "not_one_of", "there is no group with this code")
        if sum(item.most_cost(self.item_cost) for item in self.items) > self.base:
            message = "all items together cost more than the full base; a score never falls below 0"
            raise RuleBookError(("base", "full"), "out_of_range", message)


def _check_codes_differ(name: str, codes: list[str]) -> None:
    for at, code in enumerate(codes):
        if code in codes[:at]:
            raise RuleBookError((name, at, "code"), "repeated", f"the code {code} stands here twice")
