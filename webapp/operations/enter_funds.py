"""Enter money set aside for goods, or taken from there."""

from __future__ import annotations

from webapp import clock
from webapp.models import FundEntry, User
from webapp.models.types import NAME
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction

MOST = 10_000_000_00  # fen: ten million yuan at a time


def enter_funds(actor: User, fen: int, what: str) -> str | None:
    """None when it is entered, else the code of why not. `fen` may be negative, never 0."""
    if not fen or abs(fen) > MOST:
        return "bad_amount"
    if not what.strip():
        return "no_words"
    with transaction(actor.community_id) as session:
        entry = FundEntry(
            community_id=actor.community_id,
            day=clock.today(actor.community),
            fen=fen,
            what=what.strip()[:NAME],
            made_by=actor.id,
            made_at=clock.now(),
        )
        session.add(entry)
        session.flush()
        note_event(session, actor, "funds_entered", "fund_entry", str(entry.id), fen=fen)
    return None
