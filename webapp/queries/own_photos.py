"""Photos that an inspector may see: those of own checks, and those of findings that still are to be put right."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import Check, CheckPhoto, User
from webapp.queries.rule_books import rule_book_in_force
from webapp.queries.snapshot_checks import finding_rows
from webapp.queries.snapshot_courtyards import round_of
from webapp.queries.users import recused_courtyards


def may_see_photo(user: User, sha256: str, today: dt.date) -> bool:
    """Whether this photo is of an own check, or shows what the snapshot sends this inspector to look at again."""
    return is_own_photo(user, sha256) or _shows_open_finding(user, sha256, today)


def is_own_photo(user: User, sha256: str) -> bool:
    found = (
        select(CheckPhoto.id)
        .join(Check, Check.id == CheckPhoto.check_id)
        .where(
            CheckPhoto.community_id == user.community_id,
            CheckPhoto.sha256 == sha256,
            Check.inspector_id == user.id,
        )
    )
    return db.session.scalar(found.limit(1)) is not None


def _shows_open_finding(user: User, sha256: str, today: dt.date) -> bool:
    named = (
        select(Check.courtyard_id)
        .join(CheckPhoto, (CheckPhoto.check_id == Check.id) & (CheckPhoto.community_id == Check.community_id))
        .where(CheckPhoto.community_id == user.community_id, CheckPhoto.sha256 == sha256)
    )
    yards = set(db.session.scalars(named)) - recused_courtyards(user, today)
    _, book = rule_book_in_force(user.community_id, f"{today:%Y-%m}")
    walked = round_of(user, today, yards).courtyards
    return any(row["photo"] == sha256 for row in finding_rows(user.community_id, walked, book, today))
