"""A price is paid if it can be, from what is there, and in the ratio that the rule book sets."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.unit.domain.small_book import bucket, small_book
from webapp.domain.goods.exchange import Customer, Refused, most_payable, pay
from webapp.domain.rules.book import RuleBook

DAY = dt.date(2026, 11, 5)
MATCHES = some.fixed_dictionaries(
    {"with": some.sampled_from(("plain", "other")), "give": some.integers(1, 3), "take": some.integers(1, 3)}
)
CODES = ("plain", "other", "honour", "first", "second")
BALANCES = some.fixed_dictionaries({code: some.integers(-2, 6) for code in CODES})


def book_of(order: list[str], first: dict, second: dict) -> RuleBook:
    """Two kinds that can be spent alone, one that can't, and two that are matched, in any order."""
    more = {"honour": {"spendable": False}, "first": {"match": first}, "second": {"match": second}}
    buckets = [bucket(code, **more.get(code, {})) for code in order]
    return small_book(exchange={"who": "everybody"}, buckets=buckets)


BOOKS = some.builds(book_of, some.permutations(CODES), MATCHES, MATCHES)


def splits(book: RuleBook, balances: dict[str, int], price: int) -> list[dict[str, int]]:
    """Every way to pay the price that the rules allow."""
    codes = [each.code for each in book.buckets if each.spendable]
    ways = product(*(range(max(balances.get(code, 0), 0) + 1) for code in codes))
    found = [dict(zip(codes, way, strict=True)) for way in ways if sum(way) == price]
    return [each for each in found if _in_ratio(book, each)]


def _in_ratio(book: RuleBook, paid: dict[str, int]) -> bool:
    return all(
        paid[each.code] * each.match.give <= paid[each.match.bucket] * each.match.take
        for each in book.buckets
        if each.match
    )


@settings(deadline=None)
@given(BOOKS, BALANCES, some.integers(0, 24))
def test_paid_is_one_of_the_allowed_splits_and_refused_only_if_there_is_none(book, balances, price):
    allowed = splits(book, balances, price)
    if not allowed:
        with pytest.raises(Refused, match="too_few_points"):
            pay(book, Customer(balances), price, DAY)
        return
    paid = pay(book, Customer(balances), price, DAY)
    assert paid in [{code: points for code, points in each.items() if points} for each in allowed]


def test_two_matched_kinds_share_what_one_alone_may_not_pay():
    """Beside 4 plain points each kind may pay half of them: 4 + 2 + 2 = 8, and 9 can't be paid."""
    half = {"with": "plain", "give": 2, "take": 1}
    book = book_of(["plain", "other", "first", "second", "honour"], half, half)
    balances = {"plain": 4, "first": 9, "second": 9}
    assert pay(book, Customer(balances), 8, DAY) == {"plain": 4, "first": 2, "second": 2}
    assert splits(book, balances, 9) == []


@settings(deadline=None)
@given(BOOKS, BALANCES)
def test_most_that_can_be_paid_is_the_highest_price_that_has_a_split_and_every_lower_one_has_one(book, balances):
    most = most_payable(book, balances)
    assert [bool(splits(book, balances, price)) for price in range(most + 3)] == [True] * (most + 1) + [False] * 2


@settings(deadline=None)
@given(BOOKS, BALANCES, some.integers(1, 24))
def test_who_lacks_points_is_told_how_many(book, balances, price):
    missing = price - most_payable(book, balances)
    if missing > 0:
        with pytest.raises(Refused) as refused:
            pay(book, Customer(balances), price, DAY)
        assert refused.value.values["missing"] == missing
