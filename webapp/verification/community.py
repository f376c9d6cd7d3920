"""Everything of one community, verified in order; what is not touched stays out of memory."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from webapp.domain.months.verification import Difference, Part
from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.document import RuleBookError
from webapp.extensions import db
from webapp.models import Community, Month
from webapp.queries.audit import expired_photos
from webapp.queries.closed_months import ClosedMonth, closed_months
from webapp.queries.rule_books import versions_of
from webapp.rulebooks import load_rule_book
from webapp.verification.chain import Chain, spending_differences
from webapp.verification.counts import Counts
from webapp.verification.months import Scene, Told, month_differences
from webapp.verification.objections import objection_differences
from webapp.verification.publications import publication_differences
from webapp.verification.samples import sample_differences

HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Scope:
    """Months from `first` (YYYY-MM) on, or `only` one; `photos` tells whether their files are hashed."""

    first: str = ""
    only: str = ""
    photos: bool = True

    def holds(self, month: str) -> bool:
        return month == self.only if self.only else month >= self.first


def community_differences(community_id: int, scope: Scope, counts: Counts, told: Told) -> Iterator[Difference]:
    """The rule book, the ledger, the publications, then month by month; `told` learns how many hundredths are done."""
    _read_one_moment()
    community = db.session.get_one(Community, community_id)
    books: dict[int, RuleBook] = {}
    yield from _rule_differences(community_id, books, counts)
    chain = Chain(community_id, counts)
    yield from chain.differences()
    yield from spending_differences(community_id, counts)
    yield from publication_differences(community, counts)
    yield from objection_differences(community_id, counts)
    yield from sample_differences(community_id, counts)
    months = closed_months(community_id, scope.first, scope.only)
    scene = Scene(community, books, scope.photos, cache(lambda: expired_photos(community_id)), chain.by_month, counts)
    for done, month in enumerate(months):
        scene.told = _within(told, done, len(months))
        yield from month_differences(scene, month, db.session.get_one(Month, month.key))
    yield from _months_that_are_not_closed(chain, months, scope)
    told(HUNDREDTHS, HUNDREDTHS)


def _within(told: Told, month: int, months: int) -> Told:
    """What learns of one month's progress, by the progress of all."""
    return lambda done, total: told(HUNDREDTHS * (month * total + done) // (months * total), HUNDREDTHS)


def _read_one_moment() -> None:
    """All of it as it was at the first statement; SQLite's readers have it so anyway."""
    db.session.rollback()
    if db.engine.dialect.name != "sqlite":
        db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def _rule_differences(community_id: int, books: dict[int, RuleBook], counts: Counts) -> Iterator[Difference]:
    """Each version's text against its digest; `books` is filled with those that can be read."""
    for version in versions_of(community_id)[::-1]:
        counts.versions += 1
        number, digest = str(version.version), hashlib.sha256(version.text.encode()).hexdigest()
        if digest != version.digest:
            yield Difference(Part.RULES, "", None, number, version.digest, digest)
        try:
            books[version.version] = load_rule_book(version.text)
        except RuleBookError as problem:
            yield Difference(Part.RULES, "", None, number, "", str(problem))


def _months_that_are_not_closed(chain: Chain, months: list[ClosedMonth], scope: Scope) -> Iterator[Difference]:
    """Before a month is published, nothing is posted for it."""
    closed = {month.name for month in months}
    for month, count in sorted(chain.by_month.items()):
        if scope.holds(month) and month not in closed:
            yield Difference(Part.ENTRY, month, None, "count", "0", str(count))
