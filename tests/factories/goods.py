"""Goods on a shelf, and a community whose points can be spent."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from tests.factories.communities import make_community
from tests.factories.courtyards import account_of, make_courtyard
from tests.factories.deeds import make_deed
from tests.factories.neighbourhoods import MONTH, publish
from tests.factories.users import make_user
from webapp import clock
from webapp.domain.goods.stock import Move
from webapp.models import Account, Community, Good, Redemption, User
from webapp.operations.finalise_month import finalise_month
from webapp.operations.hand_out import Basket, hand_out
from webapp.operations.keep_good import GoodWords, keep_good
from webapp.operations.move_stock import Movement, move_stock
from webapp.operations.settle_month import settle_month
from webapp.rulebooks import default_text

SETTLED = dt.datetime(2026, 11, 12, 2, tzinfo=dt.UTC)
OPEN_TO_ALL = default_text().split("\nexchange:")[0] + "\nexchange: {who: everybody}\n"


@dataclass(frozen=True, slots=True)
class Market:
    """A settled October that brought courtyard 27 (何桂芳) 10 points and 29 (欧阳兰) none; two of staff, oversight."""

    community: Community
    staff: User
    other: User
    oversight: User
    account: Account
    poor: Account


def make_market(name: str = "示例社区", rules: str = OPEN_TO_ALL) -> Market:
    community = make_community(name, rules=rules)
    staff, other, oversight = (make_user(community, role) for role in ("staff", "staff", "oversight"))
    rich, poor = make_courtyard(community, "27", "何桂芳"), make_courtyard(community, "29", "欧阳兰")
    for day in range(1, 11):
        make_deed(rich, dt.date(2026, 10, day))
    publish(staff, oversight)
    with clock.at(SETTLED):
        finalise_month(staff, MONTH)
        settle_month(staff, MONTH)
    return Market(community, staff, other, oversight, account_of(rich), account_of(poor))


def redeem(staff: User, account: Account, points: int, what: str) -> Redemption:
    """What is in no catalogue, at the counter."""
    return hand_out(staff, account, Basket(other=what, other_points=points))


def make_good(
    staff: User, name: str = "纸巾", points: int = 2, stock: int = 5, picture: str | None = None, **words: object
) -> Good:
    """On the shelf by a donation."""
    good = keep_good(staff, GoodWords(name, "提", points, **words), picture=picture)
    assert isinstance(good, Good), good
    if stock:
        assert move_stock(staff, good.id, Movement(Move.DONATED, stock, words="粮油店")) is None
    return good
