"""Under every shipped rule book no cap and no frequency is ever exceeded, and none cuts more than it must."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.unit.domain.happenings import happenings
from tests.unit.domain.oracle import breaches_given, deeds_given, points_of
from webapp.domain.ledger.replay import replay
from webapp.domain.rules.limits import Limits
from webapp.domain.scoring.line import Kind, Line
from webapp.rulebooks import SHIPPED, load_rule_book, shipped_text

BOOKS = {name: load_rule_book(shipped_text(name)) for name in SHIPPED}
of_every_book = pytest.mark.parametrize("name", SHIPPED)
some_times = settings(max_examples=12, deadline=None)
SPANS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12, "ever": 12 * 10_000}
Lines = tuple[Line, ...]
Places = tuple[str, ...]


@of_every_book
@some_times
@given(data=some.data())
def test_limits_leave_what_the_plainest_count_leaves(name, data):
    book, happened = BOOKS[name], data.draw(happenings(BOOKS[name]))
    for month in replay(book, happened.subjects, happened.months):
        for account in (each.account for each in happened.subjects):
            lines, claims = month.scores[account].lines, happened.claims(account)
            deeds = points_of(deeds_given(book, claims), month.month)
            breaches = points_of(breaches_given(book, claims), month.month)
            assert _left(lines, Kind.BONUS, ("deeds.", "bonus_cap")) == deeds
            assert _left(lines, Kind.BREACH, ("breaches.",)) == -breaches


@of_every_book
@some_times
@given(data=some.data())
def test_lines_alone_keep_within_every_cap(name, data):
    book, happened = BOOKS[name], data.draw(happenings(BOOKS[name]))
    months = list(replay(book, happened.subjects, happened.months))
    for account in (each.account for each in happened.subjects):
        lines = {month.month: month.scores[account].lines for month in months}
        for deed in book.deeds:
            _assert_within(deed.limits, lines, (f"deeds.{deed.code}.",), {deed.code})
        for category in book.categories:
            codes = {deed.code for deed in book.deeds if deed.category == category.code}
            places = (*(f"deeds.{code}." for code in codes), f"deeds.categories.{category.code}.")
            _assert_within(category.limits, lines, places, codes)
        _assert_within(book.bonus, lines, ("deeds.", "bonus_cap"), {deed.code for deed in book.deeds})


def _left(lines: Lines, kind: Kind, places: Places, codes: set[str] | None = None) -> int:
    """The points of the events less the cuts that stand at those places."""
    done = sum(line.amount for line in lines if line.kind == kind and (codes is None or line.code in codes))
    return done + sum(line.amount for line in lines if line.kind == Kind.CAP and line.code.startswith(places))


def _assert_within(limits: Limits, lines: dict[str, Lines], places: Places, codes: set[str]) -> None:
    for period, most in limits.cap:
        if period in SPANS:
            summed = Counter[int]()
            for month, found in lines.items():
                at = int(month[:4]) * 12 + int(month[5:]) - 1
                summed[at // SPANS[period]] += _left(found, Kind.BONUS, places, codes)
            assert max(summed.values()) <= most
