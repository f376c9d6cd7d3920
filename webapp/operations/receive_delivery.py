"""Take in a delivery: every entry gets a receipt, every text is kept, and a repeat changes nothing."""

from __future__ import annotations

from sqlalchemy.orm import Session

from sync.clock import offset
from sync.delivery import Delivered
from sync.digest import digest_text
from sync.entry import DeedEntry, Entry
from sync.reasons import Rejection, rejection
from sync.replay import Outcome, Receipt, decide, rejected
from sync.schemas import load_entry
from sync.states import State
from webapp import clock
from webapp.models import ReceivedEntry
from webapp.operations.intake import Intake, Sender
from webapp.operations.post_check import judge_check, post_check
from webapp.operations.post_deed import judge_deed, post_deed
from webapp.operations.transaction import transaction
from webapp.queries.deeds import WIRE_STATES


def receive_delivery(sender: Sender, device_time: int, entries: tuple[Delivered, ...]) -> list[Receipt]:
    """One receipt per entry, in their order; all of it is on disk when this returns.

    `device_time` is the phone's clock when it sent, in milliseconds.
    """
    arrival = clock.now_milliseconds()
    loaded = [read(entry) for entry in entries]
    readable = [entry for entry in loaded if not isinstance(entry, Rejection)]
    digests = {digest_text(entry.text) for entry in entries}
    # The community's lock serialises deliveries, so that two identical ones never meet halfway.
    with transaction(sender.user.community_id) as session:
        intake = Intake.open(sender, readable, digests, arrival, offset(device_time, arrival))
        return [take(session, intake, entry, found) for entry, found in zip(entries, loaded, strict=True)]


def read(entry: Delivered) -> Entry | Rejection:
    """What it says, or what is wrong with it by itself."""
    loaded = load_entry(entry.text)
    return loaded if entry.is_intact else rejection("entry_digest_differs", "digest", loaded.id)


def take(session: Session, intake: Intake, entry: Delivered, loaded: Entry | Rejection) -> Receipt:
    """Decide about one entry, under the community's lock."""
    if intake.sender.is_revoked:
        loaded = rejection("device_revoked", "device", loaded.id)
    if isinstance(loaded, Rejection):
        return refuse(session, intake, entry, loaded)
    outcome = decide(entry.digest, intake.known_digests(loaded.id))
    if outcome is Outcome.CONFLICT:
        _keep(session, intake, entry, loaded.id, outcome)
        return Receipt(loaded.id, entry.digest, outcome)
    if outcome is Outcome.ACCEPTED:
        refusal = _judge(intake, loaded)
        if refusal is not None:
            return refuse(session, intake, entry, refusal)
        _post(session, intake, loaded, _keep(session, intake, entry, loaded.id, outcome))
    return Receipt(loaded.id, entry.digest, outcome, *_standing(intake, loaded))


def _judge(intake: Intake, entry: Entry) -> Rejection | None:
    return judge_deed(intake, entry) if isinstance(entry, DeedEntry) else judge_check(intake, entry)


def _post(session: Session, intake: Intake, entry: Entry, row: ReceivedEntry) -> None:
    if isinstance(entry, DeedEntry):
        post_deed(session, intake, entry, row)
    else:
        post_check(session, intake, entry, row)


def _standing(intake: Intake, entry: Entry) -> tuple[State, tuple[str, ...]]:
    """The state of what was posted under this id, and the photos it lacks."""
    if isinstance(entry, DeedEntry):
        return WIRE_STATES[intake.deeds[entry.id].state], ()
    check = intake.checks[entry.id]
    return State(check.state), intake.missing(check)


def refuse(session: Session, intake: Intake, entry: Delivered, refusal: Rejection) -> Receipt:
    """Keep the text for staff, and say why it is not taken."""
    _keep(session, intake, entry, refusal.id, Outcome.REJECTED, refusal.reason.name)
    return rejected(refusal, entry.digest)


def _keep(
    session: Session,
    intake: Intake,
    entry: Delivered,
    identity: str | None,
    outcome: Outcome,
    reason: str | None = None,
) -> ReceivedEntry:
    """Keep a text once, however often it comes; one that was refused before may be accepted now."""
    key = (identity or "", digest_text(entry.text))
    row = intake.kept.get(key)
    if row is None:
        row = intake.kept[key] = ReceivedEntry(
            community_id=intake.community.id,
            entry_id=key[0],
            digest=key[1],
            # PostgreSQL can't hold U+0000 in a text; such a text is no JSON and was refused.
            text=entry.text.replace("\0", "\ufffd"),
            user_id=intake.sender.user.id,
            device_id=intake.sender.device.id if intake.sender.device else None,
            clock_offset=intake.clock_offset,
            received_at=clock.from_milliseconds(intake.arrival),
        )
        session.add(row)
    # What stands keeps its place, also when the same text comes again from a phone that was stopped since.
    if row.outcome in (None, Outcome.REJECTED):
        row.outcome, row.reason = outcome.value, reason
    session.flush()
    return row
