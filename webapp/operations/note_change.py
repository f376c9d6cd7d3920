"""Record a change of the community under its lock: the cursor of snapshots, and the audit trail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.months.objection_chain import words_digest
from webapp.models import AuditEvent, AuditWords, Change, Community, User

# Made once: every write passes here.
TAKE_NUMBERS = (
    update(Community)
    .where(Community.id == bindparam("community"))
    .values(change_number=Community.change_number + bindparam("count"))
    .returning(Community.change_number)
)
NEW_CHANGES = insert(Change)
# What somebody wrote as a reason; it stands beside the event, which keeps its digest.
WORDS = ("reason", "note")


def note_change(session: Session, community_id: int, kind: str, reference: str) -> int:
    """Take the next change number; the row lock is held until the transaction ends, so readers see no gaps."""
    return note_changes(session, community_id, [(kind, reference)])


def note_changes(session: Session, community_id: int, changes: Sequence[tuple[str, str]]) -> int:
    """Take the next numbers for several changes (kind, reference), in their order; the last of the numbers."""
    last = session.connection().scalar(TAKE_NUMBERS, {"community": community_id, "count": len(changes)})
    assert last is not None, "the community exists"
    first = last - len(changes) + 1
    rows = [
        {"community_id": community_id, "number": first + at, "kind": kind, "reference": reference}
        for at, (kind, reference) in enumerate(changes)
    ]
    session.connection().execute(NEW_CHANGES, rows)
    return last


def note_event(session: Session, actor: User, action: str, subject: str, reference: str, **details: object) -> None:
    """Add to the audit trail: names of actions and ids, no personal data."""
    note_events(session, actor, action, subject, [reference], **details)


def note_events(
    session: Session, actor: User, action: str, subject: str, references: Sequence[str], **details: object
) -> None:
    """The same action on several things at once; each has its own line."""
    add_events(session, events_of(actor, action, subject), references, details)


def events_of(actor: User, action: str, subject: str) -> dict[str, object]:
    """What lines have in common. Made before a transaction, they need not ask again who acts."""
    return {"community_id": actor.community_id, "actor_id": actor.id, "action": action, "subject": subject}


def note_own_act(
    session: Session, community_id: int, action: str, subject: str, reference: str, **details: object
) -> None:
    """The same of what the program did by itself: nobody stands there as the one who did it."""
    of = {"community_id": community_id, "actor_id": None, "action": action, "subject": subject}
    add_events(session, of, [reference], details)


def add_events(
    session: Session, of: Mapping[str, object], references: Sequence[str], details: Mapping[str, object]
) -> None:
    words = next((str(details[name]) for name in WORDS if details.get(name)), "")
    kept = {name: value for name, value in details.items() if not (words and name in WORDS)}
    event = {**of, "at": clock.now(), "details": kept | ({"words": words_digest(words)} if words else {})}
    rows, connection = [event | {"reference": reference} for reference in references], session.connection()
    if not words:
        connection.execute(insert(AuditEvent), rows)
        return
    for row in rows:
        key = connection.scalar(insert(AuditEvent).values(row).returning(AuditEvent.id))
        connection.execute(insert(AuditWords), {"community_id": of["community_id"], "event_id": key, "text": words})
