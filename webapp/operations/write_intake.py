"""Write what was taken in bulk: a handful of statements, however many entries there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Row, insert, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from sync.replay import Outcome
from webapp.models import Check, CheckCompanion, CheckPhoto, Deed, Finding, ReceivedEntry, Walk
from webapp.operations.known import KeptText, Known, Posted, Values
from webapp.operations.note_change import note_changes
from webapp.queries.deeds import WITHDRAWN

Taken = TypeVar("Taken")
INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Overtaken(Exception):
    """Somebody wrote the same without the community's lock."""


def in_bulk_or_one_by_one(take: Callable[[bool], Taken]) -> Taken:
    """Take it all in one go; where the database refuses that, all of it again, `True` meaning each text by itself.

    By then it is known what overtook it, and one bad entry never holds back the others.
    """
    try:
        return take(False)
    except (Overtaken, DataError, IntegrityError):
        return take(True)


def write_intake(session: Session, known: Known, one_by_one: bool) -> set[str]:
    """Ids of the entries that the database refused to hold; their texts are kept as refused, all others are written."""
    texts = list(known.touched.values())
    if not texts:
        return set()
    session.flush()
    _write_walks(session, known, texts)
    if one_by_one:
        return {_refuse(session, known, text) for text in texts if not _holds(session, known, text)}
    _write(session, known, texts)
    return set()


def _holds(session: Session, known: Known, text: KeptText) -> bool:
    """Whether the database took it; if not, nothing of it is written."""
    was_new = text.id is None
    try:
        with session.connection().begin_nested():
            _write(session, known, [text])
    except (DataError, IntegrityError):
        text.id = None if was_new else text.id
        return False
    return True


def _refuse(session: Session, known: Known, text: KeptText) -> str:
    posted = text.posted
    assert posted is not None, "a text alone can always be kept"
    text.outcome, text.reason, text.posted = Outcome.REJECTED.value, "entry_invalid", None
    _write(session, known, [text])
    return posted.row["uuid"]


def _write(session: Session, known: Known, texts: Sequence[KeptText]) -> None:
    _write_texts(session, texts)
    placed = [
        (text.posted, text.posted.row | {"entry_id": text.id, "walk_id": known.walks[text.posted.walk].id})
        for text in texts
        if text.posted
    ]
    _write_checks(session, [(posted, row) for posted, row in placed if posted.kind == "check"])
    _write_deeds(session, known.community.id, [(posted, row) for posted, row in placed if posted.kind == "deed"])
    if placed:
        note_changes(session, known.community.id, [(posted.kind, row["uuid"]) for posted, row in placed])


def _write_walks(session: Session, known: Known, texts: Iterable[KeptText]) -> None:
    named = {text.posted.walk: known.walks[text.posted.walk] for text in texts if text.posted}
    rows = [walk.row for walk in named.values() if walk.id is None]
    for row in _insert_new(session, Walk, rows, Walk.id, Walk.uuid):
        named[row.uuid].id = row.id


def _write_texts(session: Session, texts: Sequence[KeptText]) -> None:
    judged_anew = [text for text in texts if text.id is not None]
    new = {(text.row["user_id"], text.row["entry_id"], text.row["digest"]): text for text in texts if text.id is None}
    rows = [text.row | {"outcome": text.outcome, "reason": text.reason} for text in new.values()]
    kept = ReceivedEntry
    for row in _insert_new(session, kept, rows, kept.id, kept.user_id, kept.entry_id, kept.digest):
        new[row.user_id, row.entry_id, row.digest].id = row.id
    for text in judged_anew:
        outcome = {"outcome": text.outcome, "reason": text.reason}
        session.connection().execute(update(kept).where(kept.id == text.id).values(outcome))


def _write_checks(session: Session, checks: Sequence[tuple[Posted, Values]]) -> None:
    if not checks:
        return
    new = insert(Check).returning(Check.uuid, Check.id)
    keys = {row.uuid: row.id for row in session.connection().execute(new, [row for _, row in checks])}
    for model, part in ((Finding, "findings"), (CheckPhoto, "photos"), (CheckCompanion, "companions")):
        rows = [row | {"check_id": keys[posted.row["uuid"]]} for posted, _ in checks for row in getattr(posted, part)]
        if rows:
            session.connection().execute(insert(model), rows)


def _write_deeds(session: Session, community_id: int, deeds: Sequence[tuple[Posted, Values]]) -> None:
    if not deeds:
        return
    session.connection().execute(insert(Deed), [row for _, row in deeds])
    withdrawn = [posted.withdraws for posted, _ in deeds if posted.withdraws]
    if withdrawn:
        taken_back = (Deed.community_id == community_id) & Deed.uuid.in_(withdrawn)
        session.connection().execute(update(Deed).where(taken_back).values(state=WITHDRAWN))


def _insert_new(session: Session, model: type, rows: Sequence[Values], *columns: Any) -> Sequence[Row[Any]]:
    """These columns of the rows, all of which are new. Raises Overtaken when some were there already."""
    if not rows:
        return []
    connection = session.connection()
    new = INSERTS[connection.dialect.name](model).on_conflict_do_nothing().returning(*columns)
    written = connection.execute(new, rows).all()
    if len(written) < len(rows):
        raise Overtaken
    return written
