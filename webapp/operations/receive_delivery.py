"""Take in deliveries: every entry gets a receipt, every text is kept, and a repeat changes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from sync.clock import offset
from sync.delivery import Delivered
from sync.reasons import Rejection, rejection
from sync.replay import Outcome, Receipt, decide, rejected
from sync.states import State
from webapp import clock
from webapp.database import release_connection
from webapp.operations.intake import Arrived, Intake, Parcel, Sender, read
from webapp.operations.known import KeptText, Known, look_up
from webapp.operations.take_entry import judge, post, text_row
from webapp.operations.take_together import take_together
from webapp.operations.transaction import transaction
from webapp.operations.write_intake import in_bulk_or_one_by_one, write_intake
from webapp.queries.deeds import WIRE_STATES


def receive_delivery(sender: Sender, device_time: int, entries: Sequence[Delivered]) -> list[Receipt]:
    """One receipt per entry, in their order; all of it is on disk when this returns.

    `device_time` is the phone's clock when it sent, in milliseconds.
    """
    arrival, community_id = clock.now_milliseconds(), sender.community_id
    arrived = tuple(read(entry) for entry in entries)
    parcel = Parcel(*sender.keys, arrival, offset(device_time, arrival), arrived, sent_from=sender.device_id)
    # While others write, this one needs none.
    release_connection()
    return take_together(_receive, community_id, parcel)


def _receive(community_id: int, parcels: Sequence[Parcel]) -> list[list[Receipt]]:
    def take(one_by_one: bool) -> list[list[Receipt]]:
        with transaction(community_id) as session:
            return receive_parcels(session, community_id, parcels, one_by_one)

    return in_bulk_or_one_by_one(take)


def receive_parcels(
    session: Session, community_id: int, parcels: Sequence[Parcel], one_by_one: bool
) -> list[list[Receipt]]:
    """The receipts of each parcel; see in_bulk_or_one_by_one for what it may raise, and when."""
    arrived = [each for parcel in parcels for each in parcel.arrived]
    known = look_up(
        session,
        community_id,
        senders={(parcel.user_id, parcel.device_id) for parcel in parcels},
        texts={(each.id, each.digest) for each in arrived},
        entries=[each.loaded for each in arrived if not isinstance(each.loaded, Rejection)],
    )
    receipts = [[_take(session, Intake(known, parcel), each) for each in parcel.arrived] for parcel in parcels]
    refused = write_intake(session, known, one_by_one)
    return [[_unless_refused(receipt, refused) for receipt in each] for each in receipts] if refused else receipts


def _take(session: Session, intake: Intake, arrived: Arrived) -> Receipt:
    """Decide about one entry, under the community's lock."""
    entry, digest = arrived.loaded, arrived.entry.digest
    if intake.is_revoked:
        return _refuse(intake, arrived, rejection("device_revoked", "device", entry.id))
    taken = intake.known.readmitted.get(((intake.user_id, arrived.id), digest)) if arrived.is_intact else None
    if taken is not None:
        return Receipt(entry.id, digest, Outcome.DUPLICATE, *_standing(intake.known, taken))
    if isinstance(entry, Rejection):
        return _refuse(intake, arrived, entry)
    outcome = decide(digest, intake.known.known_digests((intake.user_id, entry.id)))
    if outcome is Outcome.CONFLICT:
        _keep(intake, arrived, outcome)
        return Receipt(entry.id, digest, outcome)
    if outcome is Outcome.ACCEPTED:
        refusal = intake.judge_maker(entry) or judge(intake, entry)
        if refusal is not None:
            return _refuse(intake, arrived, refusal)
        _keep(intake, arrived, outcome).posted = post(session, intake, entry)
    return Receipt(entry.id, digest, outcome, *_standing(intake.known, entry.id))


def _standing(known: Known, identity: str) -> tuple[State, tuple[str, ...]]:
    """The state of what was posted under this id, and the photos it lacks."""
    if identity in known.deeds:
        return WIRE_STATES[known.deeds[identity].state], ()
    check = known.checks[identity]
    return State(check.state), known.missing(check)


def _refuse(intake: Intake, arrived: Arrived, refusal: Rejection) -> Receipt:
    """Keep the text for staff, and say why it is not taken."""
    _keep(intake, arrived, Outcome.REJECTED, refusal.reason.name)
    return rejected(refusal, arrived.entry.digest)


def _keep(intake: Intake, arrived: Arrived, outcome: Outcome, reason: str | None = None) -> KeptText:
    """Keep a text once, however often it comes; one that was refused before may be accepted now."""
    key, known = (intake.user_id, arrived.id), intake.known
    texts = known.kept.setdefault(key, {})
    text = texts.get(arrived.digest)
    if text is None:
        row = text_row(intake, arrived.id, arrived.digest, arrived.entry.text)
        text = texts[arrived.digest] = KeptText(outcome.value, reason, row=row)
    # What stands keeps its place, also when the same text comes again from a phone that was stopped since.
    elif text.outcome != Outcome.REJECTED or (text.outcome, text.reason) == (outcome, reason):
        return text
    text.outcome, text.reason = outcome.value, reason
    known.touched[key, arrived.digest] = text
    return text


def _unless_refused(receipt: Receipt, refused: set[str]) -> Receipt:
    """What the database would not hold is answered as refused, whatever was thought of it before."""
    if receipt.id not in refused or receipt.state is None:
        return receipt
    return rejected(rejection("entry_invalid", id=receipt.id), receipt.digest)
