"""Whatever can happen under a rule book in three months: a strategy for hypothesis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from hypothesis import strategies as some

from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.span import month_index, month_name
from webapp.domain.rules.values import Chosen
from webapp.domain.scoring.evaluation import Events, Subject
from webapp.domain.scoring.observation import DeedClaim, ItemResult, Observation

FIRST_MONTHS = ("2026-01", "2026-05", "2026-11", "2027-11")
RESULTS = ("pass", "fault", "fault", "fault", "fixed", "third_party", "not_applicable", "not_assessed")
JUDGED = ("whole", "whole", "lane", "weather")
ACCOUNTS = (2, 3, 4)
PARENT = 1


@dataclass(frozen=True)
class Happened:
    """Who there is, and what happened to them, month by month."""

    subjects: tuple[Subject, ...]
    months: tuple[tuple[str, Mapping[int, Events]], ...]

    def claims(self, account: int) -> list[DeedClaim]:
        return [claim for _, events in self.months if account in events for claim in events[account].claims]


@some.composite
def happenings(draw, book: RuleBook) -> Happened:
    first = month_index(draw(some.sampled_from(FIRST_MONTHS)))
    months = [month_name(first + at) for at in range(3)]
    subjects = _subjects(book)
    accounts = some.sampled_from([each.account for each in subjects])
    claims = [(draw(accounts), draw(_claim(book, f"d{at:02}", months))) for at in range(draw(some.integers(0, 14)))]
    walks = draw(some.integers(0, 6)) if book.items else 0
    seen = [(draw(some.sampled_from(ACCOUNTS)), draw(_observation(book, f"c{at}", months))) for at in range(walks)]
    return Happened(subjects, tuple((month, _of_month(month, subjects, seen, claims)) for month in months))


def _of_month(month: str, subjects, seen, claims) -> dict[int, Events]:
    return {each.account: _events(month, each.account, seen, claims) for each in subjects}


def _events(month: str, account: int, seen, claims) -> Events:
    return Events(
        tuple(each for whose, each in seen if whose == account),
        tuple(each for whose, each in claims if whose == account and f"{each.day:%Y-%m}" == month),
    )


def _subjects(book: RuleBook) -> tuple[Subject, ...]:
    """Two with a parent, if the book has parents, and one without."""
    up = book.roll_up
    parents = (Subject(PARENT, up.to, "a"),) if up else ()
    ours = (
        Subject(account, book.subject, "ab"[account % 2], PARENT if up and account < ACCOUNTS[-1] else None)
        for account in ACCOUNTS
    )
    return (*parents, *ours)


@some.composite
def _claim(draw, book: RuleBook, name: str, months: list[str]) -> DeedClaim:
    rule = draw(some.sampled_from([*book.deeds, *book.breaches]))
    day = _day(draw, months)
    if not isinstance(rule.value, Chosen):
        return DeedClaim(name, rule.code, day, quantity=draw(some.integers(0, 700)))
    points = some.integers(rule.value.least, rule.value.most + 3)
    judged = draw(some.lists(points, max_size=3))
    return DeedClaim(name, rule.code, day, points=draw(points), judged=tuple(judged))


@some.composite
def _observation(draw, book: RuleBook, name: str, months: list[str]) -> Observation:
    day = _day(draw, months)
    at = dt.datetime.combine(day, dt.time(draw(some.integers(0, 23))), tzinfo=dt.UTC)
    results = [draw(_result(item)) for item in book.items]
    return Observation(name, f"{day:%Y-%m}", day, at, draw(some.sampled_from(JUDGED)), tuple(results))


@some.composite
def _result(draw, item) -> ItemResult:
    severity = draw(some.sampled_from([each.code for each in item.severity])) if item.severity else None
    count = draw(some.integers(1, 12)) if item.count else None
    return ItemResult(item.code, draw(some.sampled_from(RESULTS)), severity=severity, count=count)


def _day(draw, months: list[str]) -> dt.date:
    """Few days, so that events meet on them."""
    return dt.date.fromisoformat(f"{draw(some.sampled_from(months))}-{draw(some.sampled_from((1, 2, 3, 5, 28))):02}")
