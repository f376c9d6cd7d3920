"""Bonus deeds of courtyards."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from webapp.domain.observation import DeedClaim
from webapp.extensions import db
from webapp.models import Courtyard, Deed

ACCEPTED, WAITING = "accepted", "waiting"


def deed_claims(community_id: int, month: str, courtyard_id: int | None = None) -> dict[int, list[DeedClaim]]:
    """The accepted deeds of `month`, by courtyard."""
    wanted = select(Deed.courtyard_id, Deed.id, Deed.kind, Deed.day, Deed.points, Deed.text).where(
        Deed.community_id == community_id, Deed.month == month, Deed.state == ACCEPTED
    )
    if courtyard_id is not None:
        wanted = wanted.where(Deed.courtyard_id == courtyard_id)
    claims: dict[int, list[DeedClaim]] = defaultdict(list)
    for courtyard, key, kind, day, points, text in db.session.execute(wanted.order_by(Deed.id)):
        claims[courtyard].append(DeedClaim(str(key), kind, day, points, text))
    return claims


def waiting_deeds(community_id: int, month: str) -> int:
    """How many deeds of `month` nobody has decided on."""
    return (
        db.session.scalar(
            select(func.count(Deed.id)).where(
                Deed.community_id == community_id, Deed.month == month, Deed.state == WAITING
            )
        )
        or 0
    )


def deeds_to_decide(community_id: int) -> list[Deed]:
    """Those that wait, the oldest first, with their courtyards."""
    return list(
        db.session.scalars(
            select(Deed)
            .where(Deed.community_id == community_id, Deed.state == WAITING)
            .order_by(Deed.day, Deed.id)
            .options(joinedload(Deed.courtyard).joinedload(Courtyard.lane))
        )
    )


def deed_by_id(community_id: int, key: int) -> Deed | None:
    return db.session.scalar(select(Deed).where(Deed.community_id == community_id, Deed.id == key))
