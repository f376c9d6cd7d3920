"""A score's lines as a tree that a page can show: what it began with, what came and went, and what cut it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.line import Kind, Line
from webapp.domain.scoring.score import AccountScore

PARTS: dict[str, tuple[Kind, ...]] = {
    "base": (Kind.BASE,),
    "items": (Kind.DEDUCTION, Kind.OUTWEIGHED, Kind.RESTORED, Kind.NO_COST),
    "breaches": (Kind.BREACH, Kind.WARNING, Kind.BAN, Kind.ZERO, Kind.VETO),
    "members": (Kind.MEMBER,),
    "deeds": (Kind.BONUS,),
    "floor": (Kind.FLOOR,),
}


@dataclass(frozen=True, slots=True)
class Node:
    """A part of the score: `name` is a part, a category, or the code of a rule; `amount` is the sum of all below it.

    A leaf has the `line` it shows, and stands beside the limits that cut it: their lines name its event.
    """

    name: str
    amount: int
    children: tuple[Node, ...] = ()
    line: Line | None = None


def explain_score(book: RuleBook, score: AccountScore) -> Node:
    """The whole tree; its amounts add up at every node, and each line of the total stands in it once."""
    lines = [line for line in score.lines if line.kind != Kind.ADJUSTMENT]
    parts = [_part(book, name, [line for line in lines if _part_of(line) == name]) for name in PARTS]
    return _node("total", tuple(part for part in parts if part))


def _part(book: RuleBook, name: str, lines: list[Line]) -> Node | None:
    if not lines:
        return None
    by_category: dict[str, list[Node]] = {}
    for line in lines:
        by_category.setdefault(_category(book, line), []).append(Node(line.code, line.amount, line=line))
    plain = by_category.pop("", [])
    if name == "base" and len(plain) == 1:
        return plain[0]
    categories = [_node(code, tuple(nodes)) for code, nodes in by_category.items()]
    return _node(name, (*categories, *plain))


def _part_of(line: Line) -> str:
    """A cut stands with what it cut."""
    if line.kind == Kind.CAP:
        return "breaches" if line.code.startswith("breaches.") else "deeds"
    if line.kind == Kind.WARNING and line.result is not None:
        return "items"
    return next(name for name, kinds in PARTS.items() if line.kind in kinds)


def _category(book: RuleBook, line: Line) -> str:
    if line.kind == Kind.CAP:
        return _category_of_cut(book, line.code)
    rule = book.rule_of(line.code)
    if rule:
        return rule.category
    item = book.item(line.code)
    return item.group if item else ""


def _category_of_cut(book: RuleBook, place: str) -> str:
    """deeds.volunteering.cap.day belongs to the category of volunteering, deeds.categories.service.cap.month to it."""
    where, _, rest = place.partition(".")
    head, _, tail = rest.partition(".")
    if head == "categories":
        return tail.split(".")[0]
    rule = book.deed(head) if where == "deeds" else book.breach(head)
    return rule.category if rule else ""


def _node(name: str, children: Iterable[Node]) -> Node:
    children = tuple(children)
    return Node(name, sum(child.amount for child in children), children)
