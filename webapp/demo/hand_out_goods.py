"""The demo's shelf: goods come in, and some of the commended collect theirs, through the real operations."""

from __future__ import annotations

import datetime as dt

from webapp import clock
from webapp.demo.calendar import Calendar
from webapp.demo.drawing.goods import picture_of
from webapp.domain.goods.stock import Move
from webapp.models import Good, User
from webapp.operations.enter_funds import enter_funds
from webapp.operations.hand_out import Basket, hand_out
from webapp.operations.keep_good import GoodWords, keep_good
from webapp.operations.keep_photos import keep_photos
from webapp.operations.move_stock import Movement, move_stock
from webapp.queries.accounts import accounts_by_id
from webapp.queries.counter import visitors
from webapp.queries.months import month_shown
from webapp.queries.rule_books import rule_book_in_force
from webapp.queries.users import recused_courtyards, user_by_name

SPONSOR = "示例便民超市（虚构）"
SHELF = (
    (GoodWords("纸巾", "提", 6, low_at=10, sponsor=SPONSOR), Movement(Move.DONATED, 60, words=SPONSOR)),
    (GoodWords("洗衣粉", "袋", 10, low_at=5), Movement(Move.BOUGHT, 30, 285_00, "集中采购")),
    (GoodWords("食用油", "桶", 20, low_at=5, most_each=1), Movement(Move.BOUGHT, 12, 660_00, "集中采购")),
    (GoodWords("雨伞", "把", 12, low_at=3, sponsor=SPONSOR), Movement(Move.DONATED, 1, words=SPONSOR)),
)
FUNDS = 3_000_00  # fen
COLLECTED = 9  # of the commended
LATER = dt.timedelta(hours=2)


def hand_out_goods(calendar: Calendar) -> None:
    """On the day on which the last month was settled."""
    staff = user_by_name("gongzuo1")
    assert staff is not None, "the demo's users were appointed before"
    for first in reversed(calendar.firsts[:-2]):
        month = month_shown(staff.community_id, f"{first:%Y-%m}")
        assert month is not None, "it was closed"
        with clock.at(month.steps[-1].at + LATER):
            enter_funds(staff, FUNDS, "居委会拨款（演示）")
            _serve(staff, [_stock(staff, words, movement) for words, movement in SHELF])
        return


def _stock(staff: User, words: GoodWords, movement: Movement) -> Good:
    [picture], problem = keep_photos(staff.community_id, [picture_of(words.name)])
    assert problem is None, problem
    good = keep_good(staff, words, picture=picture)
    assert isinstance(good, Good), good
    move_stock(staff, good.id, movement)
    return good


def _serve(staff: User, goods: list[Good]) -> None:
    """Everybody takes the dearest that their points pay for."""
    today = clock.today(staff.community)
    _, book = rule_book_in_force(staff.community_id, f"{today:%Y-%m}")
    came = visitors(staff.community_id, book, today, "")
    accounts = accounts_by_id(staff.community_id, {each.account for each in came})
    own = recused_courtyards(staff, today)
    served = [each for each in came if accounts[each.account].courtyard_id not in own]
    for visitor in served[:COLLECTED]:
        good = max((each for each in goods if each.points <= visitor.points), key=lambda each: each.points)
        hand_out(staff, accounts[visitor.account], Basket({good.id: 1}))
