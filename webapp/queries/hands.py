"""Through whose hands checks came that did not come straight from their inspector's phone."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import or_, select

from webapp.extensions import db
from webapp.models import Check, Settlement, TypedCheck


class Hands(NamedTuple):
    """Who let it in after it had been put aside, and who typed it in from paper."""

    readmitted_by: int | None = None
    typed_by: int | None = None


def hands_of(community_id: int, checks: Collection[int]) -> dict[int, Hands]:
    """By check (its key); none for those straight from a phone."""
    readmitted = (Settlement.community_id == Check.community_id) & (Settlement.taken_id == Check.entry_id)
    typed = (TypedCheck.community_id == Check.community_id) & (TypedCheck.check_uuid == Check.uuid)
    rows = db.session.execute(
        select(Check.id, Settlement.settled_by, TypedCheck.typist_id)
        .outerjoin(Settlement, readmitted)
        .outerjoin(TypedCheck, typed)
        .where(
            Check.community_id == community_id,
            Check.id.in_(checks),
            or_(Settlement.id.is_not(None), TypedCheck.id.is_not(None)),
        )
    )
    return {key: Hands(settled_by, typist) for key, settled_by, typist in rows}
