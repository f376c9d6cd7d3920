"""Spending points: who may, when, how much, and from which buckets a price is paid."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass

from webapp.domain.rules.accounts import Bucket
from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.exchange import COMMENDED, EVERYBODY, Exchange
from webapp.domain.scoring.carried import NOTHING, Carried


@dataclass(frozen=True, slots=True)
class Customer:
    """Who wants to spend: points that can be spent by bucket, levels reached, and what the customer spent before.

    `spent` and `visits` are by period (day, month, quarter, half_year, year, ever) of the day in question.
    """

    balances: Mapping[str, int]
    commended: bool = False
    levels: Mapping[str, str] | None = None
    carried: Carried = NOTHING
    spent: Mapping[str, int] | None = None
    visits: Mapping[str, int] | None = None


class Refused(Exception):
    """Points that may not be spent; `reason` is a code, `values` fill its words."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason, values)
        self.reason, self.values = reason, values


def pay(book: RuleBook, customer: Customer, price: int, day: dt.date) -> dict[str, int]:
    """Points to take from each bucket for a `price` in points; raises Refused with the rule that forbids it."""
    rule = book.exchange
    if rule is None:
        raise Refused("no_exchange")
    _require_right(rule, customer, day)
    _require_day(rule, day)
    _require_limits(rule, customer, price)
    return _split(book, customer.balances, price)


def _require_right(rule: Exchange, customer: Customer, day: dt.date) -> None:
    if customer.carried.is_banned(f"{day:%Y-%m}"):
        raise Refused("banned", until=customer.carried.banned_until)
    if rule.who == EVERYBODY:
        return
    if rule.who == COMMENDED:
        if not customer.commended:
            raise Refused("not_commended")
        return
    level = (customer.levels or {}).get(rule.who)
    if level is None or (rule.levels and level not in rule.levels):
        raise Refused("not_rated", rating=rule.who)


def _require_day(rule: Exchange, day: dt.date) -> None:
    if not rule.is_open(day):
        raise Refused("closed", days=", ".join("{}-{}".format(*window.days(day)) for window in rule.windows))


def _require_limits(rule: Exchange, customer: Customer, price: int) -> None:
    if price < rule.minimum:
        raise Refused("below_minimum", minimum=rule.minimum)
    for period, most in rule.limits.times:
        if (customer.visits or {}).get(period, 0) >= most:
            raise Refused("too_often", period=period, most=most)
    for period, most in rule.limits.cap:
        before = 0 if period == "event" else (customer.spent or {}).get(period, 0)
        if before + price > most:
            raise Refused("too_much", period=period, most=most)


def _split(book: RuleBook, balances: Mapping[str, int], price: int) -> dict[str, int]:
    """Matched buckets first, as far as the ratio lets them, then the others, all in the order of the book."""
    spendable = [bucket for bucket in book.buckets if bucket.spendable]
    most = {bucket.code: max(balances.get(bucket.code, 0), 0) for bucket in spendable}
    matched = [bucket for bucket in spendable if bucket.match]
    plain = [bucket for bucket in spendable if not bucket.match]

    def paid_with(by_plain: int) -> dict[str, int] | None:
        paid = _take(plain, most, by_plain)
        paid |= _take(matched, _allowed(matched, most, paid), price - by_plain)
        return paid if sum(paid.values()) == price else None

    # The more the plain ones pay, the more the matched may pay and the less they must.
    most_plain = min(price, sum(most[bucket.code] for bucket in plain))
    least_plain = bisect_left(range(most_plain + 1), True, key=lambda tried: paid_with(tried) is not None)
    found = paid_with(least_plain)
    if found is None:
        raise Refused("too_few_points", price=price, missing=price - most_payable(book, balances))
    return {code: points for code, points in found.items() if points}


def most_payable(book: RuleBook, balances: Mapping[str, int]) -> int:
    """The highest price that these points pay, of all buckets together and within their ratios; and every lower one."""
    spendable = [bucket for bucket in book.buckets if bucket.spendable]
    most = {bucket.code: max(balances.get(bucket.code, 0), 0) for bucket in spendable}
    plain = {bucket.code: most[bucket.code] for bucket in spendable if not bucket.match}
    matched = [bucket for bucket in spendable if bucket.match]
    return sum(plain.values()) + sum(_allowed(matched, most, plain).values())


def _allowed(matched: list[Bucket], most: Mapping[str, int], paid: Mapping[str, int]) -> dict[str, int]:
    """How much each matched bucket may pay beside what the others paid."""
    return {
        bucket.code: min(most[bucket.code], paid.get(bucket.match.bucket, 0) * bucket.match.take // bucket.match.give)
        for bucket in matched
        if bucket.match
    }


def _take(buckets: list[Bucket], most: Mapping[str, int], price: int) -> dict[str, int]:
    """Points from each in order, as far as there are any."""
    paid = {}
    for bucket in buckets:
        paid[bucket.code] = min(price, most[bucket.code])
        price -= paid[bucket.code]
    return paid
