"""Goods, their stock, and what came in beside what went out."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from webapp.domain.goods.stock import Move, Reconciliation
from webapp.extensions import db
from webapp.models import Good, Redemption, StockEntry

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Shelf:
    """A good with what moved it; `stock` is how many pieces are there."""

    good: Good
    reconciliation: Reconciliation

    @property
    def stock(self) -> int:
        return self.reconciliation.stock

    @property
    def is_low(self) -> bool:
        return self.good.on_offer and self.stock < self.good.low_at


def shelves_of(community_id: int) -> list[Shelf]:
    """All goods, those on offer first, by price and name."""
    goods = db.session.scalars(
        select(Good)
        .where(Good.community_id == community_id)
        .order_by(Good.on_offer.desc(), Good.points, Good.name, Good.id)
    )
    moved = _moved(community_id)
    return [Shelf(good, Reconciliation.of(moved[good.id])) for good in goods]


def shelf_of(good: Good) -> Shelf:
    return Shelf(good, Reconciliation.of(_moved(good.community_id, {good.id})[good.id]))


def good_by_id(community_id: int, key: int) -> Good | None:
    return goods_by_id(community_id, {key}).get(key)


def good_named(community_id: int, name: str) -> Good | None:
    return db.session.scalar(select(Good).where(Good.community_id == community_id, Good.name == name))


def picture_of(community_id: int, key: int, *, on_offer: bool = False) -> str | None:
    """The hash of the picture of a good; only of one on offer where that is asked."""
    found = select(Good.picture).where(Good.community_id == community_id, Good.id == key)
    return db.session.scalar(found.where(Good.on_offer.is_(True)) if on_offer else found)


def goods_by_id(community_id: int, keys: Collection[int]) -> dict[int, Good]:
    found = db.session.scalars(select(Good).where(Good.community_id == community_id, Good.id.in_(keys)))
    return {good.id: good for good in found}


def stock_of(community_id: int, keys: Collection[int]) -> dict[int, int]:
    """Pieces on the shelf, by good."""
    moved = _moved(community_id, keys)
    return {key: sum(moved[key].values()) for key in keys}


def issued_to(community_id: int, account_id: int, first: dt.date) -> dict[int, int]:
    """Pieces that the account got since `first`, by good; what was undone is not among them."""
    rows = db.session.execute(
        select(StockEntry.good_id, func.sum(-StockEntry.quantity))
        .join(Redemption, Redemption.id == StockEntry.redemption_id)
        .where(
            StockEntry.community_id == community_id,
            Redemption.community_id == community_id,
            Redemption.account_id == account_id,
            Redemption.day >= first,
        )
        .group_by(StockEntry.good_id)
    )
    return dict(rows.all())


def entries_of_good(good: Good) -> list[StockEntry]:
    """The latest, newest first, with who made them."""
    found = (
        select(StockEntry)
        .where(StockEntry.community_id == good.community_id, StockEntry.good_id == good.id)
        .order_by(StockEntry.id.desc())
        .options(joinedload(StockEntry.maker))
    )
    return list(db.session.scalars(found.limit(SHOWN)))


def latest_entries(community_id: int) -> list[StockEntry]:
    """Of all goods: what came in, was counted or thrown away; the newest first."""
    found = (
        select(StockEntry)
        .where(StockEntry.community_id == community_id, StockEntry.redemption_id.is_(None))
        .order_by(StockEntry.id.desc())
        .options(joinedload(StockEntry.maker), joinedload(StockEntry.good))
    )
    return list(db.session.scalars(found.limit(SHOWN)))


def issued_by(redemption: Redemption) -> list[StockEntry]:
    """What the redemption took from the shelf, with the goods."""
    found = (
        select(StockEntry)
        .where(
            StockEntry.community_id == redemption.community_id,
            StockEntry.redemption_id == redemption.id,
            StockEntry.move == Move.ISSUED.value,
        )
        .order_by(StockEntry.id)
        .options(joinedload(StockEntry.good))
    )
    return list(db.session.scalars(found))


def points_on_shelf(community_id: int) -> int:
    """What all goods on the shelf would cost together, in points."""
    found = db.session.scalar(
        select(func.sum(StockEntry.quantity * Good.points))
        .join(Good, Good.id == StockEntry.good_id)
        .where(StockEntry.community_id == community_id, Good.community_id == community_id)
    )
    return found or 0


def _moved(community_id: int, keys: Collection[int] | None = None) -> dict[int, dict[str, int]]:
    """The signed sum of each move, by good."""
    found = select(StockEntry.good_id, StockEntry.move, func.sum(StockEntry.quantity)).where(
        StockEntry.community_id == community_id
    )
    if keys is not None:
        found = found.where(StockEntry.good_id.in_(keys))
    moved: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for good, move, quantity in db.session.execute(found.group_by(StockEntry.good_id, StockEntry.move)):
        moved[good][move] = quantity
    return moved
