"""积分兑换 as a household sees it: what there is, what it can have, what is put by for it, what it got."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from webapp import clock
from webapp.domain.goods.exchange import Customer, Refused
from webapp.domain.goods.reserving import Wanted, free_of, require_reservable, require_right
from webapp.domain.rules.book import RuleBook
from webapp.i18n import language
from webapp.models import Account, Community, Good, Household, Redemption, Reservation
from webapp.operations.require_own import promised_points
from webapp.queries.accounts import account_of_household
from webapp.queries.cards import community_of
from webapp.queries.counter import latest_redemptions
from webapp.queries.goods import Shelf, issued_to, shelves_of
from webapp.queries.redemptions import customer_of
from webapp.queries.reservations import WAITING, open_and_lapsed, open_reservations
from webapp.queries.rule_books import rule_book_in_force

TOLD = dt.timedelta(days=31)  # for so long it is said that something was not collected


@dataclass(frozen=True, slots=True)
class Purse:
    """What can be spent of one bucket."""

    name: str
    points: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A good as this household may have it: `free` pieces, `ahead` of it in the line; `own` is what it has put by or
    waits for. `refused` is why it can't have one now.
    """

    good: Good
    free: int
    ahead: int
    own: Reservation | None
    refused: Refused | None

    @property
    def is_to_wait_for(self) -> bool:
        return self.free < 1 or self.ahead > 0


@dataclass(frozen=True, slots=True)
class Own:
    """What is put by for the household, or what it waits for after `ahead` others. A form only if it may change it."""

    reservation: Reservation
    ahead: int
    may_change: bool


@dataclass(frozen=True, slots=True)
class GoodsPage:
    """`closed` is what forbids any exchange today, None when the counter would hand out; `opening` are the first and
    the last day of the next exchange where there are such days.
    """

    community: Community
    household: Household
    book: RuleBook
    purses: list[Purse]
    points: int
    promised: int
    closed: Refused | None
    opening: tuple[dt.date, dt.date] | None
    is_open: bool
    own: list[Own]
    lapsed: list[Reservation]
    offers: list[Offer]
    history: list[Redemption]


def goods_page(household: Household) -> GoodsPage:
    """Without an account there are goods to look at and no points."""
    community = community_of(household)
    today = clock.today(community)
    _version, book = rule_book_in_force(community.id, f"{today:%Y-%m}")
    account = account_of_household(household, f"{today:%Y-%m}")
    customer = customer_of(account, book, today) if account else Customer({})
    shelves = [shelf for shelf in shelves_of(community.id) if shelf.good.on_offer]
    line, lapsed = (
        open_and_lapsed(account, today, today - TOLD) if account else (open_reservations(community.id, today), [])
    )
    own = [each for each in line if account is not None and each.account_id == account.id]
    closed = _closed(book, customer, today)
    had = issued_to(community.id, account.id, today.replace(day=1)) if account else {}
    ask = _Asking(book, customer, promised_points(own), had, today)
    return GoodsPage(
        community=community,
        household=household,
        book=book,
        purses=_purses(book, customer),
        points=sum(each.points for each in _purses(book, customer)),
        promised=promised_points(own),
        closed=closed,
        opening=book.exchange.opening(today) if book.exchange else None,
        is_open=book.exchange is not None and book.exchange.is_open(today),
        own=[_own(each, line, household) for each in own],
        lapsed=lapsed,
        offers=[_offer(shelf, line, account, ask) for shelf in shelves],
        history=latest_redemptions(community.id, account.id) if account else [],
    )


@dataclass(frozen=True, slots=True)
class _Asking:
    """Whether one more piece could be had, by the rules, the points and what the account got this month."""

    book: RuleBook
    customer: Customer
    promised: int
    had: dict[int, int]
    today: dt.date

    def refused(self, good: Good) -> Refused | None:
        wanted = Wanted(good.name, good.unit, good.points, 1, good.most_each, self.had.get(good.id, 0))
        try:
            require_reservable(self.book, self.customer, wanted, self.promised, self.today)
        except Refused as refused:
            return refused
        return None


def _offer(shelf: Shelf, line: list[Reservation], account: Account | None, ask: _Asking) -> Offer:
    queue = [each for each in line if each.good_id == shelf.good.id]
    mine = next((each for each in queue if account is not None and each.account_id == account.id), None)
    others = [each for each in queue if each is not mine]
    held = sum(each.pieces for each in others if each.until is not None)
    waiting = sum(each.state == WAITING for each in others)
    return Offer(shelf.good, free_of(shelf.stock, held), waiting, mine, ask.refused(shelf.good))


def _own(each: Reservation, line: list[Reservation], household: Household) -> Own:
    before = [other for other in line if other.good_id == each.good_id and other.id < each.id]
    ahead = sum(other.state == WAITING for other in before) if each.state == WAITING else 0
    return Own(each, ahead, each.household_id in (None, household.id))


def _closed(book: RuleBook, customer: Customer, today: dt.date) -> Refused | None:
    try:
        require_right(book, customer, today)
    except Refused as refused:
        return refused
    return None


def _purses(book: RuleBook, customer: Customer) -> list[Purse]:
    spendable = [bucket for bucket in book.buckets if bucket.spendable]
    return [Purse(each.label.text(language()), max(customer.balances.get(each.code, 0), 0)) for each in spendable]
