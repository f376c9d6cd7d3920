"""A snapshot as a delta: what the change log tells since a cursor, each changed row whole, and what is gone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select

from sync.limits import DELTA_CHANGES, PROTOCOL
from webapp.extensions import db
from webapp.models import Change, Check, User
from webapp.queries.rule_books import rule_book_in_force
from webapp.queries.snapshot_checks import OWN_CHECKS_DAYS, finding_rows, own_check_rows
from webapp.queries.snapshot_courtyards import courtyard_rows, round_of
from webapp.queries.snapshot_deeds import own_deed_rows
from webapp.queries.snapshot_settled import settled_rows
from webapp.queries.users import recused_courtyards

Touched = dict[str, set[str]]


def snapshot_delta(user: User, since: int, today: dt.date, server_time: int) -> dict | None:
    """What changed after the change number `since`; None where only the whole snapshot can tell it."""
    community = user.community
    cursor = community.change_number
    if not community.whole_from <= since <= cursor:
        return None
    touched = _touched(user.community_id, since)
    if touched is None:
        return None
    _, book = rule_book_in_force(user.community_id, f"{today:%Y-%m}")
    checks = own_check_rows(user, book, today, touched["check"])
    deeds = own_deed_rows(user, today - dt.timedelta(days=OWN_CHECKS_DAYS), touched["deed"])
    told: dict = {"protocol": PROTOCOL, "since": since, "cursor": cursor, "server_time": server_time}
    lists = {
        **_courtyards(user, touched["check"], today),
        "own_checks": checks,
        "own_deeds": deeds,
        "settled": settled_rows(user, today, touched["settlement"]),
    }
    told.update({name: rows for name, rows in lists.items() if rows})
    return {**told, "removed": _gone(user, touched["check"], checks)}


def _touched(community_id: int, since: int) -> Touched | None:
    """References by kind; None when they are too many to be told one by one."""
    changes = (
        select(Change.kind, Change.reference)
        .where(Change.community_id == community_id, Change.number > since)
        .order_by(Change.number)
        .limit(DELTA_CHANGES + 1)
    )
    touched: Touched = defaultdict(set)
    found = db.session.execute(changes).all()
    for kind, reference in found:
        touched[kind].add(reference)
    return touched if len(found) <= DELTA_CHANGES else None


def _courtyards(user: User, checks: Collection[str], today: dt.date) -> dict[str, list[dict]]:
    """The courtyards of the round where something happened, each with all its findings."""
    if not checks:
        return {}
    ids = set(
        db.session.scalars(
            select(Check.courtyard_id).where(Check.community_id == user.community_id, Check.uuid.in_(checks))
        )
    )
    recused = recused_courtyards(user, today)
    courtyards = round_of(user, today, ids - recused).courtyards
    _, book = rule_book_in_force(user.community_id, f"{today:%Y-%m}")
    return {
        "courtyards": courtyard_rows(user, courtyards, recused, today),
        "findings": finding_rows(user.community_id, courtyards, book, today) if courtyards else [],
    }


def _gone(user: User, touched: Collection[str], told: list[dict]) -> list[str]:
    """Own checks that changed and are told no more, such as old ones that were approved."""
    kept = {row["id"] for row in told}
    own = select(Check.uuid).where(
        Check.community_id == user.community_id,
        Check.inspector_id == user.id,
        Check.uuid.in_(set(touched) - kept),
    )
    return [f"own_checks/{uuid}" for uuid in db.session.scalars(own.order_by(Check.uuid))]
