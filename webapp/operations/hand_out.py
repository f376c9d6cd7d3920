"""Exchange points for goods at the counter, and take that back: points and goods move together or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from webapp import clock
from webapp.domain.goods.exchange import Refused
from webapp.domain.goods.reserving import free_of
from webapp.domain.goods.stock import Move
from webapp.models import Account, Good, Redemption, User
from webapp.operations.call_in_line import call_next
from webapp.operations.move_stock import enter_move
from webapp.operations.spend_points import give_back, spend
from webapp.operations.transaction import transaction
from webapp.queries.goods import goods_by_id, issued_by, issued_to, stock_of
from webapp.queries.redemptions import redemption_by_id, redemption_by_token
from webapp.queries.reservations import TAKEN, kept_of, open_reservations
from webapp.queries.users import recused_accounts, recused_courtyards

MOST_PIECES = 1000


@dataclass(frozen=True, slots=True)
class Basket:
    """Pieces by good; `other` is what is no good of the catalogue, for `other_points`."""

    pieces: Mapping[int, int] = field(default_factory=dict)
    other: str = ""
    other_points: int = 0


def hand_out(actor: User, account: Account, basket: Basket, *, picked_up_by: str = "", token: str = "") -> Redemption:
    """The redemption; raises Refused with what forbids it, and then nothing is spent. The same `token` again is the
    same redemption: a form sent twice hands out once.
    """
    with transaction(actor.community_id) as session:
        before = redemption_by_token(actor.community_id, token) if token else None
        if before is not None:
            return before
        require_other(actor, account)
        wanted = _wanted(actor, account, basket)
        price = sum(good.points * pieces for good, pieces in wanted) + basket.other_points
        redemption = spend(session, actor, account, price, _words(wanted, basket), picked_up_by, token or None)
        for good, pieces in wanted:
            enter_move(session, actor, good, Move.ISSUED, -pieces, points=good.points, redemption_id=redemption.id)
        _end_reservations(actor, account, [good.id for good, _ in wanted])
        call_next(session, actor.community_id)
    return redemption


def undo_handout(actor: User, key: int) -> bool:
    """Points back to the account, goods back to the shelf; False when there is nothing to undo any more."""
    with transaction(actor.community_id) as session:
        redemption = redemption_by_id(actor.community_id, key)
        if redemption is None or not give_back(session, actor, redemption):
            return False
        for entry in issued_by(redemption):
            back = {"points": entry.points, "redemption_id": key}
            enter_move(session, actor, entry.good, Move.RETURNED, -entry.quantity, **back)
        call_next(session, actor.community_id)
    return True


def require_other(actor: User, account: Account) -> None:
    """Nobody serves their own family. Raises Refused."""
    today = clock.today(actor.community)
    if account.id in recused_accounts(actor, today) or account.courtyard_id in recused_courtyards(actor, today):
        raise Refused("recused")


def _end_reservations(actor: User, account: Account, goods: list[int]) -> None:
    """Who got some of a good has no more of it put by, nor waits for it."""
    for each in open_reservations(actor.community_id, clock.today(actor.community), account.id):
        if each.good_id in goods:
            each.state, each.ended_by, each.ended_at = TAKEN, actor.id, clock.now()


def _wanted(actor: User, account: Account, basket: Basket) -> list[tuple[Good, int]]:
    wanted = {key: pieces for key, pieces in basket.pieces.items() if pieces}
    if basket.other_points < 0 or bool(basket.other_points) != bool(basket.other.strip()):
        raise Refused("no_price")
    if not wanted and not basket.other_points:
        raise Refused("empty_basket")
    goods = goods_by_id(actor.community_id, wanted.keys())
    stock = stock_of(actor.community_id, wanted.keys())
    today = clock.today(actor.community)
    kept = kept_of(actor.community_id, wanted.keys(), today, besides=account.id)
    had = issued_to(actor.community_id, account.id, today.replace(day=1))
    for key, pieces in wanted.items():
        good = goods.get(key)
        if good is None or not good.on_offer or not 0 < pieces <= MOST_PIECES:
            raise Refused("not_on_offer")
        if pieces > stock[key]:
            raise Refused("out_of_stock", name=good.name, left=stock[key], unit=good.unit)
        if pieces > free_of(stock[key], kept[key]):
            raise Refused("reserved", name=good.name, left=free_of(stock[key], kept[key]), unit=good.unit)
        if good.most_each is not None and had.get(key, 0) + pieces > good.most_each:
            raise Refused("most_each", name=good.name, most=good.most_each, unit=good.unit)
    return [(goods[key], pieces) for key, pieces in wanted.items()]


def _words(wanted: list[tuple[Good, int]], basket: Basket) -> str:
    named = [f"{good.name} × {pieces}" for good, pieces in wanted]
    if basket.other_points:
        named.append(basket.other.strip())
    return "、".join(named)
