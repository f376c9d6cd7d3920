"""Settle an entry that was put aside: take it in after all, mended where it must be, or dismiss it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy.orm import Session

from sync.digest import digest_text
from sync.entry import Entry
from sync.fields import CODE
from sync.mend import mend, readable
from sync.reasons import REASONS, Rejection
from sync.replay import Outcome
from sync.schemas import load_entry
from sync.uuid7 import next_uuid7
from webapp import clock
from webapp.domain.months.review import may_settle
from webapp.extensions import db
from webapp.models import ReceivedEntry, Settlement, User
from webapp.models.types import NOTE
from webapp.operations.intake import Intake, Parcel
from webapp.operations.known import KeptText, look_up
from webapp.operations.note_change import note_change, note_event
from webapp.operations.take_entry import judge, post, text_row
from webapp.operations.transaction import transaction
from webapp.operations.write_intake import write_intake
from webapp.queries.intake import courtyards_by_code
from webapp.queries.quarantine import DISMISSED, READMITTED, entry_to_settle, standing_text
from webapp.queries.users import recused_courtyards


@dataclass(frozen=True, slots=True)
class Refused:
    """Why it was not settled: a code of ours, or the rejection of the text as it would be now."""

    code: str
    rejection: Rejection | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """What the text says, and what it was judged against: nothing keeps it from being taken."""

    intake: Intake
    loaded: Entry


def dismiss_entry(actor: User, key: int, reason: str) -> Refused | None:
    """It will not count; the inspector is told the `reason`. None when that is done."""
    with transaction(actor.community_id) as session:
        entry = entry_to_settle(actor.community_id, key)
        if entry is None:
            return Refused("changed")
        # Databases refuse some unprintable characters.
        said = "".join(letter for letter in reason if letter.isprintable()).strip()[:NOTE]
        refusal = _bar(actor, entry.user_id, entry.text) or (None if said else "no_dismissal_text")
        if refusal is None:
            _settle(session, actor, entry, Settlement(verdict=DISMISSED, reason=said))
    return Refused(refusal) if refusal else None


def readmit_entry(actor: User, key: int, text: str | None = None) -> Refused | None:
    """Take it in as its sender's, judged like any other; with `text` in its stead, where staff have mended it.

    None when it was taken. Month and day follow from when the original came.
    """
    with transaction(actor.community_id) as session:
        entry = entry_to_settle(actor.community_id, key)
        if entry is None:
            return Refused("changed")
        chosen = entry.text if text is None else text
        chosen = _as_correction(entry, chosen, standing_text(entry))
        judged = _judge(session, actor, entry, chosen)
        if isinstance(judged, Refused):
            return judged
        taken = _take(session, judged, entry, chosen)
        _settle(session, actor, entry, Settlement(verdict=READMITTED, reason="", taken_id=taken))
    return None


def why_not(actor: User, entry: ReceivedEntry, standing: ReceivedEntry | None) -> Refused | None:
    """What would keep its text from being taken now; nothing is written. `standing` is what stands under its id."""
    judged = _judge(db.session(), actor, entry, _as_correction(entry, entry.text, standing))
    return judged if isinstance(judged, Refused) else None


def _judge(session: Session, actor: User, entry: ReceivedEntry, text: str) -> Judged | Refused:
    # A seal that is not that phone's says nothing of who made the entry: nobody can answer for it.
    if entry.reason is not None and REASONS[entry.reason].staff == "dismiss":
        return Refused(entry.reason)
    # Neither what came nor what it became may concern who lets it in.
    barred = _bar(actor, entry.user_id, entry.text, text)
    if barred is not None:
        return Refused(barred)
    loaded = load_entry(text)
    if isinstance(loaded, Rejection):
        return Refused("rejected", loaded)
    intake = _intake(session, entry, loaded, text)
    found = judge(intake, loaded)
    return Refused("rejected", found) if found else Judged(intake, loaded)


def _bar(actor: User, sender: int, *texts: str) -> str | None:
    """The two-person rule and 回避, as far as the texts can be read."""
    said = [readable(text) for text in texts]
    codes = {code for data in said if isinstance(code := data.get("courtyard"), str) and CODE.fullmatch(code)}
    found = courtyards_by_code(actor.community_id, codes)
    concerned = {courtyard.id for courtyard in found.values()}
    recused = recused_courtyards(actor, clock.today(actor.community))
    lists = [data["companions"] for data in said if isinstance(data.get("companions"), list)]
    named = {str(one) for companions in lists for one in companions}
    return may_settle(actor.id, sender, str(actor.id) in named, bool(concerned & recused)).reason


def _intake(session: Session, entry: ReceivedEntry, loaded: Entry, text: str) -> Intake:
    """As it would have been taken in when it came."""
    arrival = clock.milliseconds(entry.received_at)
    senders, texts = {(entry.user_id, entry.device_id)}, {(loaded.id or "", digest_text(text))}
    known = look_up(session, entry.community_id, senders, texts, [loaded])
    return Intake(known, Parcel(entry.user_id, entry.device_id, arrival, entry.clock_offset, ()))


def _as_correction(entry: ReceivedEntry, text: str, standing: ReceivedEntry | None) -> str:
    """Of two texts under one id the first stands; the other can only be taken as a later one that replaces it."""
    if readable(text).get("id") != entry.entry_id or standing is None:
        return text
    named = next_uuid7(None, clock.now_milliseconds(), secrets.token_bytes(10))
    return mend(text, {"id": named.text, "replaces": entry.entry_id})


def _take(session: Session, judged: Judged, entry: ReceivedEntry, text: str) -> int | None:
    """The key of the text that is taken: the entry's own, or one beside it, so that what came stays as it came."""
    intake, loaded, digest = judged.intake, judged.loaded, digest_text(text)
    taken = KeptText(Outcome.ACCEPTED.value, row=text_row(intake, loaded.id, digest, text))
    if text == entry.text:
        taken.id = entry.id
    taken.posted = post(session, intake, loaded)
    intake.known.touched[(entry.user_id, loaded.id), digest] = taken
    write_intake(session, intake.known, one_by_one=False)
    return taken.id


def _settle(session: Session, actor: User, entry: ReceivedEntry, settlement: Settlement) -> None:
    settlement.community_id, settlement.entry_id = entry.community_id, entry.id
    settlement.settled_by, settlement.settled_at = actor.id, clock.now()
    session.add(settlement)
    note_change(session, entry.community_id, "settlement", str(entry.id))
    mended = settlement.taken_id not in (None, entry.id)
    note_event(session, actor, f"entry_{settlement.verdict}", "entry", str(entry.id), mended=mended)
