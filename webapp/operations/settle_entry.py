"""Settle an entry that was put aside: take it in after all, mended where it must be, or dismiss it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy.orm import Session

from sync.delivery import Delivered
from sync.digest import digest_text
from sync.mend import mend, readable
from sync.reasons import Rejection
from sync.uuid7 import next_uuid7
from webapp import clock
from webapp.domain.review import may_settle
from webapp.extensions import db
from webapp.models import Community, ReceivedEntry, Settlement, User
from webapp.models.types import NOTE
from webapp.operations.intake import Arrived, Intake, Parcel, read
from webapp.operations.note_change import note_change, note_event
from webapp.operations.receive_delivery import accept, judge, look_up_for
from webapp.operations.transaction import transaction
from webapp.operations.write_intake import write_intake
from webapp.queries.intake import courtyards_by_code
from webapp.queries.quarantine import DISMISSED, READMITTED, entry_to_settle, standing_text
from webapp.queries.users import recused_courtyards

# A seal that is not that phone's says nothing of who made the entry: nobody can answer for it.
NEVER_TAKEN = "seal_broken"


@dataclass(frozen=True, slots=True)
class Refused:
    """Why it was not settled: a code of ours, or the rejection of the text as it would be now."""

    code: str
    rejection: Rejection | None = None


def dismiss_entry(actor: User, key: int, reason: str) -> Refused | None:
    """It will not count; the inspector is told the `reason`. None when that is done."""
    with transaction() as session:
        entry = _locked(session, actor, key)
        if entry is None:
            return Refused("changed")
        refusal = _bar(actor, entry.user_id, entry.text)
        if refusal is None and not reason.strip():
            refusal = "no_dismissal_text"
        if refusal is None:
            _settle(session, actor, entry, Settlement(verdict=DISMISSED, reason=reason.strip()[:NOTE]))
    return Refused(refusal) if refusal else None


def readmit_entry(actor: User, key: int, text: str | None = None) -> Refused | None:
    """Take it in as its sender's, judged like any other; with `text` in its stead, where staff have mended it.

    None when it was taken. Month and day follow from when the original came.
    """
    with transaction() as session:
        entry = _locked(session, actor, key)
        if entry is None:
            return Refused("changed")
        chosen = entry.text if text is None else text
        chosen = _as_correction(entry, chosen)
        refused = _refuse(session, actor, entry, chosen)
        if refused is not None:
            return refused
        _settle(
            session, actor, entry, Settlement(verdict=READMITTED, reason="", taken_id=_take(session, entry, chosen))
        )
    return None


def why_not(actor: User, entry: ReceivedEntry, text: str) -> Refused | None:
    """What would keep this text from being taken now; nothing is written."""
    return _refuse(db.session(), actor, entry, _as_correction(entry, text))


def _locked(session: Session, actor: User, key: int) -> ReceivedEntry | None:
    session.get(Community, actor.community_id, with_for_update=True)
    return entry_to_settle(actor.community_id, key)


def _refuse(session: Session, actor: User, entry: ReceivedEntry, text: str) -> Refused | None:
    if entry.reason == NEVER_TAKEN:
        return Refused(NEVER_TAKEN)
    # Neither what came nor what it became may concern who lets it in.
    barred = _bar(actor, entry.user_id, entry.text) or _bar(actor, entry.user_id, text)
    if barred is not None:
        return Refused(barred)
    arrived = _arrived(text)
    loaded = arrived.loaded
    found = loaded if isinstance(loaded, Rejection) else judge(_intake(session, entry, arrived), loaded)
    return Refused("rejected", found) if found else None


def _bar(actor: User, sender: int, text: str) -> str | None:
    """The two-person rule and 回避, as far as the text can be read."""
    data = readable(text)
    companions = data.get("companions")
    code = data.get("courtyard")
    found = courtyards_by_code(actor.community_id, [code]) if isinstance(code, str) else {}
    concerned = {courtyard.id for courtyard in found.values()}
    recused = recused_courtyards(actor, clock.today(actor.community))
    named = {str(one) for one in companions} if isinstance(companions, list) else set()
    return may_settle(actor.id, sender, str(actor.id) in named, bool(concerned & recused)).reason


def _arrived(text: str) -> Arrived:
    return read(Delivered(digest_text(text), text))


def _intake(session: Session, entry: ReceivedEntry, arrived: Arrived) -> Intake:
    """As it would have been taken in when it came."""
    arrival = clock.milliseconds(entry.received_at)
    parcel = Parcel(entry.user_id, entry.device_id, arrival, entry.clock_offset, (arrived,))
    return Intake(look_up_for(session, entry.community_id, [parcel]), parcel)


def _as_correction(entry: ReceivedEntry, text: str) -> str:
    """Of two texts under one id the first stands; the other can only be taken as a later one that replaces it."""
    if readable(text).get("id") != entry.entry_id or standing_text(entry) is None:
        return text
    named = next_uuid7(None, clock.now_milliseconds(), secrets.token_bytes(10))
    return mend(text, {"id": named.text, "replaces": entry.entry_id})


def _take(session: Session, entry: ReceivedEntry, text: str) -> int:
    """The key of the text that is taken: the entry's own, or one beside it, so that what came stays as it came."""
    arrived = _arrived(text)
    assert not isinstance(arrived.loaded, Rejection), "it was judged before"
    intake = _intake(session, entry, arrived)
    taken = accept(session, intake, arrived, arrived.loaded)
    write_intake(session, intake.known, one_by_one=False)
    assert taken.id is not None, "it was written"
    return taken.id


def _settle(session: Session, actor: User, entry: ReceivedEntry, settlement: Settlement) -> None:
    settlement.community_id, settlement.entry_id = entry.community_id, entry.id
    settlement.settled_by, settlement.settled_at = actor.id, clock.now()
    session.add(settlement)
    note_change(session, entry.community_id, "settlement", str(entry.id))
    mended = settlement.taken_id not in (None, entry.id)
    note_event(session, actor, f"entry_{settlement.verdict}", "entry", str(entry.id), mended=mended)
