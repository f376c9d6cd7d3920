"""What settling takes off a balance: what could be spent and was not, and what a breach empties."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.unit.domain.small_book import breach, bucket, small_book
from webapp.domain.ledger.replay import replay
from webapp.domain.scoring.evaluation import Events, Subject
from webapp.domain.scoring.observation import DeedClaim

ONE = 1


def balances(points: dict[str, int], breaches: tuple[str, ...] = (), **fields) -> list[int]:
    """After each of the twelve months of 2026 and January, by points of the deed in each."""
    book = small_book(breaches=[breach("fire", points=0, zero="points"), breach("fine", points=30)], **fields)
    months = [f"2026-{month:02}" for month in range(1, 13)] + ["2027-01"]
    happened = [(month, {ONE: Events(claims=_claims(month, points, breaches))}) for month in months]
    found = replay(book, [Subject(ONE, "person")], happened)
    return [month.balances.get((ONE, "points"), 0) for month in found]


def _claims(month: str, points: dict[str, int], breaches: tuple[str, ...]) -> tuple[DeedClaim, ...]:
    day = dt.date.fromisoformat(f"{month}-05")
    deeds = [DeedClaim("a", "help", day, points[month])] if month in points else []
    return (*deeds, *(DeedClaim(each, each[:4], day) for each in breaches if each.endswith(month)))


@pytest.mark.parametrize(
    ("settlement", "left"),
    [("month", 10 + 5), ("quarter", 20 + 10 + 5), ("half_year", 40 + 20 + 10 + 5), ("year", 80 + 40 + 20 + 10)],
)
def test_points_that_the_last_settlement_opens_do_not_lapse_with_it(settlement, left):
    points = {"2026-02": 80, "2026-08": 40, "2026-10": 20, "2026-12": 10}
    kept = [bucket("points", clears="year", keeps=5)]
    settled = balances(points, settlement=settlement, buckets=kept)
    assert settled[-3:] == [140, left, left]


def test_they_lapse_with_the_next_span():
    spans = [bucket("points", clears="quarter")]
    assert balances({"2026-03": 10}, buckets=spans)[2:7] == [10, 10, 10, 0, 0]


def test_last_month_that_cost_points_protects_none_and_takes_no_more_than_there_is():
    spans = [bucket("points", clears="quarter")]
    assert balances({"2026-01": 100}, breaches=("fine-2026-03",), buckets=spans)[:3] == [100, 100, 0]


def test_emptied_bucket_keeps_nothing_not_even_what_is_new():
    spans = [bucket("points", clears="quarter")]
    assert balances({"2026-03": 10}, breaches=("fire-2026-03",), buckets=spans)[2] == 0
