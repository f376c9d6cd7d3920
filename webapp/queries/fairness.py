"""How fairly a month was judged: what was approved, by inspector and by pairs of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import select

from sync.states import State
from webapp.domain.months import fairness
from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.observation import COUNTING, Result
from webapp.extensions import db
from webapp.models import Check, Finding, Month, User
from webapp.queries.kept import kept
from webapp.queries.month_desk import standing_of

SAYS_NOTHING = (Result.NOT_APPLICABLE, Result.NOT_ASSESSED)
FOUND = (Result.FAULT, Result.FIXED)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """One check: by whom, where, in which week, and for each item it judged whether it found a fault."""

    inspector: int
    courtyard: int
    week: tuple[int, int]
    found: dict[str, bool]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two inspectors, by name, and how far they agree."""

    first: str
    second: str
    agreement: fairness.Agreement


@dataclass(frozen=True, slots=True)
class Fairness:
    """All figures of a month; strictness with the inspectors' names."""

    bars: tuple[fairness.Bar, ...]
    at_the_top: fairness.Share
    concentration: fairness.Share
    strictness: list[tuple[str, fairness.Strictness]]
    pairs: list[Pair]


def fairness_of(month: Month, book: RuleBook, today: dt.date) -> Fairness:
    """By the scores of the month's desk."""
    key = ("fairness", month.name, month.state, today)
    return kept(month.community_id, key, lambda: _fairness(month, book, today))


def _fairness(month: Month, book: RuleBook, today: dt.date) -> Fairness:
    scores = [row.score for row in standing_of(month, today).rows]
    totals = [score.total for score in scores if score.assessed]
    verdicts = verdicts_of(month.community_id, month.name, book)
    names = _names(month.community_id, {each.inspector for each in verdicts})
    return Fairness(
        fairness.histogram(totals),
        fairness.at_the_top(totals, book.full),
        fairness.concentration(score.bonus for score in scores),
        [(names[each.inspector], each) for each in fairness.strictness(_judged(verdicts))],
        [Pair(names[first], names[second], found) for (first, second), found in _agreements(verdicts).items()],
    )


def verdicts_of(community_id: int, month: str, book: RuleBook) -> list[Verdicts]:
    """The approved checks of the month, in order of time."""
    within = (
        Check.community_id == community_id,
        Check.month == month,
        Check.state == State.APPROVED.value,
        Check.judged.in_(COUNTING),
    )
    results: dict[int, dict[str, str]] = defaultdict(dict)
    for check, item, result in db.session.execute(
        select(Finding.check_id, Finding.item, Finding.result)
        .join(Check, (Check.id == Finding.check_id) & (Check.community_id == Finding.community_id))
        .where(*within)
    ):
        results[check][item] = result
    checks = db.session.execute(
        select(Check.id, Check.inspector_id, Check.courtyard_id, Check.day).where(*within).order_by(Check.corrected_at)
    )
    return [
        Verdicts(inspector, courtyard, day.isocalendar()[:2], _found(book, day, results[key]))
        for key, inspector, courtyard, day in checks
    ]


def _found(book: RuleBook, day: dt.date, results: dict[str, str]) -> dict[str, bool]:
    return {
        item.code: results.get(item.code) in FOUND
        for item in book.items
        if item.in_season(day.month) and results.get(item.code) not in SAYS_NOTHING
    }


def _judged(verdicts: list[Verdicts]) -> dict[int, fairness.Judged]:
    by_inspector: dict[int, list[Verdicts]] = defaultdict(list)
    for each in verdicts:
        by_inspector[each.inspector].append(each)
    return {
        inspector: fairness.Judged(
            len(checks), sum(len(each.found) for each in checks), sum(sum(each.found.values()) for each in checks)
        )
        for inspector, checks in by_inspector.items()
    }


def _agreements(verdicts: list[Verdicts]) -> dict[tuple[int, int], fairness.Agreement]:
    """Of two checks of one courtyard in one week, by two people: how they agree on the items that both judged."""
    found: dict[tuple[int, int], list[tuple[bool, bool]]] = defaultdict(list)
    for first, second in met(verdicts):
        pairs = [(faulty, second.found[item]) for item, faulty in first.found.items() if item in second.found]
        found[first.inspector, second.inspector] += pairs
    return {pair: fairness.agreement(pairs) for pair, pairs in sorted(found.items())}


def met(verdicts: list[Verdicts]) -> Iterator[tuple[Verdicts, Verdicts]]:
    """Each pair of inspectors once a courtyard and week, by their first checks: later ones are re-checks."""
    firsts: dict[tuple[int, tuple[int, int]], dict[int, Verdicts]] = defaultdict(dict)
    for each in verdicts:
        firsts[each.courtyard, each.week].setdefault(each.inspector, each)
    for checks in firsts.values():
        for one, other in combinations(sorted(checks), 2):
            yield checks[one], checks[other]


def _names(community_id: int, users: set[int]) -> dict[int, str]:
    found = select(User.id, User.name).where(User.community_id == community_id, User.id.in_(users))
    return dict(db.session.execute(found).all())
