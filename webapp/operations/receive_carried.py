"""Take in what somebody else brings for a phone: posted as that phone's person made it, if that phone sealed it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from sync.clock import offset
from sync.delivery import Delivered
from sync.digest import digest_text
from sync.entry import Entry
from sync.reasons import Rejection, rejection
from sync.replay import Outcome, Receipt
from sync.seal import is_sealed
from webapp import clock
from webapp.models import Device
from webapp.operations.intake import Intake, Sender
from webapp.operations.note_change import note_event
from webapp.operations.receive_delivery import read, refuse, take
from webapp.operations.transaction import transaction
from webapp.queries.intake import last_clock_offset
from webapp.queries.roster import device_by_public_id


def receive_carried(carrier: Sender, made_on: str, device_time: int, entries: tuple[Delivered, ...]) -> list[Receipt]:
    """One receipt per entry, in their order.

    `made_on` is the public id of the phone that made them; `device_time` the carrier's clock in milliseconds.
    What is not sealed by a phone of the carrier's own community is kept under the carrier's name and refused.
    """
    arrival = clock.now_milliseconds()
    loaded = [(entry, read(entry)) for entry in entries]
    with transaction(carrier.user.community_id) as session:
        device = device_by_public_id(carrier.user.community_id, made_on)
        brought = _intake(carrier, loaded, arrival, offset(device_time, arrival))
        # The carrier's clock says nothing of the other one: what was last measured there is the best there is.
        made = device and _intake(Sender(device.user, device), loaded, arrival, last_clock_offset(device))
        receipts = []
        for entry, check in loaded:
            refusal = _refusal(carrier, device, entry, check)
            if refusal is not None:
                receipts.append(refuse(session, brought, entry, refusal))
            elif made is not None:
                receipts.append(take(session, made, entry, check))
        if device is not None:
            _note(session, carrier, device, receipts)
    return receipts


def _refusal(carrier: Sender, device: Device | None, entry: Delivered, loaded: Entry | Rejection) -> Rejection | None:
    if carrier.is_revoked:
        return rejection("device_revoked", "device", loaded.id)
    if not entry.is_intact and isinstance(loaded, Rejection):
        return loaded
    sealed = device is not None and is_sealed(entry.seal, entry.digest, device.seal_keys)
    return None if sealed else rejection("seal_broken", "seal", loaded.id)


def _intake(
    sender: Sender, loaded: list[tuple[Delivered, Entry | Rejection]], arrival: int, clock_offset: int
) -> Intake:
    readable = [found for _, found in loaded if not isinstance(found, Rejection)]
    digests = {digest_text(entry.text) for entry, _ in loaded}
    return Intake.open(sender, readable, digests, arrival, clock_offset)


def _note(session: Session, carrier: Sender, device: Device, receipts: list[Receipt]) -> None:
    """Who brought what is on record; a repeat adds nothing to it."""
    taken = [receipt.id for receipt in receipts if receipt.outcome is Outcome.ACCEPTED]
    if taken:
        by = carrier.device.public_id if carrier.device else None
        note_event(session, carrier.user, "checks_carried", "device", device.public_id, checks=taken, by=by)
