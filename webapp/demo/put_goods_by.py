"""Households of the demo that had goods put by with their cards this morning; the last of them waits in line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from webapp import clock
from webapp.demo.calendar import Calendar
from webapp.models import Account, Community, Household
from webapp.operations.reserve_good import Wish, reserve_good
from webapp.queries.accounts import accounts_by_id
from webapp.queries.counter import visitors
from webapp.queries.goods import good_named
from webapp.queries.roster_desk import holding
from webapp.queries.rule_books import rule_book_in_force
from webapp.queries.users import user_by_name

# Who wants what, by place among those with most points; of the umbrella there is one: two wait for it.
WANTED = ((0, "纸巾"), (1, "雨伞"), (2, "雨伞"), (0, "雨伞"))
COLLECTOR = "何小妹"
BEFORE, KEPT = dt.timedelta(hours=3), dt.timedelta(days=7)
HOMES = 3


def put_goods_by(calendar: Calendar) -> None:
    """By those of the commended who have most points left; the first of them, who could have more, sends somebody."""
    staff = user_by_name("gongzuo1")
    assert staff is not None, "the demo's users were appointed before"
    with clock.at(calendar.now - BEFORE):
        homes = list(_with_points(staff.community))
        for place, name in WANTED:
            household, account = homes[place]
            good = good_named(staff.community_id, name)
            assert good is not None, "it stands on the shelf"
            until = clock.today(staff.community) + KEPT
            collector = COLLECTOR if name == WANTED[0][1] else ""
            reserve_good(household, account, Wish(good.id, 1, until, collector))


def _with_points(community: Community) -> Iterator[tuple[Household, Account]]:
    today = clock.today(community)
    _version, book = rule_book_in_force(community.id, f"{today:%Y-%m}")
    came = sorted(visitors(community.id, book, today, ""), key=lambda each: -each.points)[:HOMES]
    accounts = accounts_by_id(community.id, {each.account for each in came})
    for visitor in came:
        account = accounts[visitor.account]
        yield from ((household, account) for household in holding(account)[:1])
