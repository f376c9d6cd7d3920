"""Signatures for what was collected."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import Redemption, Signature


def signature_of(community_id: int, redemption: int) -> Signature | None:
    return db.session.scalar(
        select(Signature).where(Signature.community_id == community_id, Signature.redemption_id == redemption)
    )


def signed_among(community_id: int, redemptions: Collection[int]) -> set[int]:
    """Which of these receipts are signed on the screen."""
    found = select(Signature.redemption_id).where(
        Signature.community_id == community_id, Signature.redemption_id.in_(redemptions)
    )
    return set(db.session.scalars(found)) if redemptions else set()


def signatures_of(community_id: int, account: int) -> list[Signature]:
    """For all that the account ever collected."""
    found = (
        select(Signature)
        .join(Redemption, Redemption.id == Signature.redemption_id)
        .where(
            Signature.community_id == community_id,
            Redemption.community_id == community_id,
            Redemption.account_id == account,
        )
    )
    return list(db.session.scalars(found))
