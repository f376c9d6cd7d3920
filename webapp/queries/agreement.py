"""How often oversight's samples, and other inspectors in the same week, saw what an inspector saw."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select

from webapp.domain.months.agreed import Tally, added, tally
from webapp.domain.rules.book import RuleBook
from webapp.extensions import db
from webapp.models import Check, DrawnCheck, SampleView, SampleVisit, User
from webapp.queries.fairness import met, verdicts_of
from webapp.queries.months import begun_among
from webapp.queries.rule_books import rule_book_in_force

Alike = dict[tuple[int, str], list[bool]]  # by inspector and item


@dataclass(frozen=True, slots=True)
class ItemAgreement:
    """Of one item: what samples say, and what other inspectors say."""

    item: str
    sampled: Tally
    others: Tally


@dataclass(frozen=True, slots=True)
class InspectorAgreement:
    """One inspector's items that anybody else judged too, in the order of the rule book."""

    name: str
    number: str
    items: tuple[ItemAgreement, ...]

    @property
    def sampled(self) -> Tally:
        return added(each.sampled for each in self.items)

    @property
    def others(self) -> Tally:
        return added(each.others for each in self.items)


def agreement_of(community_id: int, months: Iterable[str], book: RuleBook) -> list[InspectorAgreement]:
    """Of these months, by the inspectors' numbers: an order that says nothing about them."""
    months = list(months)
    sampled, others = _sampled(community_id, months), _others(community_id, months)
    order = {item.code: place for place, item in enumerate(book.items)}
    items: dict[int, set[str]] = defaultdict(set)
    for inspector, item in (*sampled, *others):
        items[inspector].add(item)
    return [
        InspectorAgreement(
            user.name,
            user.number,
            tuple(
                ItemAgreement(item, tally(sampled.get((user.id, item), ())), tally(others.get((user.id, item), ())))
                for item in sorted(items[user.id], key=lambda item: (order.get(item, len(order)), item))
            ),
        )
        for user in _inspectors(community_id, items)
    ]


def _sampled(community_id: int, months: list[str]) -> Alike:
    """The last word of oversight on each item of each check."""
    rows = db.session.execute(
        select(Check.id, Check.inspector_id, SampleView.item, SampleView.agrees)
        .join(DrawnCheck, DrawnCheck.check_id == Check.id)
        .join(SampleVisit, SampleVisit.drawn_id == DrawnCheck.id)
        .join(SampleView, SampleView.visit_id == SampleVisit.id)
        .where(
            Check.community_id == community_id,
            DrawnCheck.community_id == community_id,
            SampleVisit.community_id == community_id,
            SampleView.community_id == community_id,
            Check.month.in_(months),
        )
        .order_by(SampleVisit.id)
    )
    last = {(check, inspector, item): agrees for check, inspector, item, agrees in rows}
    found: Alike = defaultdict(list)
    for (_check, inspector, item), agrees in last.items():
        found[inspector, item].append(agrees)
    return found


def _others(community_id: int, months: list[str]) -> Alike:
    """Two inspectors at one courtyard in one week: what is alike or not counts for both."""
    found: Alike = defaultdict(list)
    for inspector, item, alike in _met(community_id, months):
        found[inspector, item].append(alike)
    return found


def _met(community_id: int, months: list[str]) -> Iterator[tuple[int, str, bool]]:
    for month in begun_among(community_id, months):
        _version, book = rule_book_in_force(community_id, month)
        for first, second in met(verdicts_of(community_id, month, book)):
            for item in first.found.keys() & second.found.keys():
                alike = first.found[item] == second.found[item]
                yield first.inspector, item, alike
                yield second.inspector, item, alike


def _inspectors(community_id: int, keys: Iterable[int]) -> list[User]:
    found = select(User).where(User.community_id == community_id, User.id.in_(keys))
    return list(db.session.scalars(found.order_by(User.number, User.id)))
