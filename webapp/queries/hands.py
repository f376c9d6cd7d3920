"""Through whose hands checks came that did not come straight from their inspector's phone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import literal, select, union_all

from webapp.extensions import db
from webapp.models import Check, Settlement, TypedCheck


class Hands(NamedTuple):
    """Who let it in after it had been put aside, and who typed it in from paper."""

    readmitted_by: int | None = None
    typed_by: int | None = None


def hands_of(community_id: int, checks: Collection[Check]) -> dict[int, Hands]:
    """By check (its key)."""
    entries, names = [check.entry_id for check in checks], [check.uuid for check in checks]
    readmitted = select(literal("").label("uuid"), Settlement.taken_id, Settlement.settled_by).where(
        Settlement.community_id == community_id, Settlement.taken_id.in_(entries)
    )
    typed = select(TypedCheck.check_uuid, literal(0), TypedCheck.typist_id).where(
        TypedCheck.community_id == community_id, TypedCheck.check_uuid.in_(names)
    )
    rows: Iterable = db.session.execute(union_all(readmitted, typed))
    who: dict[str | int, int] = {uuid or entry: user for uuid, entry, user in rows}
    return {check.id: Hands(who.get(check.entry_id), who.get(check.uuid)) for check in checks}
