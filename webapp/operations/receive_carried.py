"""Take in what somebody else brings for a phone: posted as that phone's person made it, if that phone sealed it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from sync.clock import offset
from sync.delivery import Delivered
from sync.reasons import Rejection, rejection
from sync.replay import Outcome, Receipt
from sync.seal import is_sealed
from webapp import clock
from webapp.models import Device, User
from webapp.operations.intake import Arrived, Parcel, Sender, read
from webapp.operations.note_change import note_event
from webapp.operations.receive_delivery import receive_parcels
from webapp.operations.transaction import transaction
from webapp.operations.write_intake import in_bulk_or_one_by_one
from webapp.queries.intake import last_clock_offset
from webapp.queries.roster import device_by_public_id


def receive_carried(carrier: Sender, made_on: str, device_time: int, entries: tuple[Delivered, ...]) -> list[Receipt]:
    """One receipt per entry, in their order.

    `made_on` is the public id of the phone that made them; `device_time` the carrier's clock in milliseconds.
    What is not sealed by a phone of the carrier's own community is kept under the carrier's name and refused;
    what is sealed stands under its maker's name, also where the carrier's phone or the maker's was stopped.
    """
    arrival = clock.now_milliseconds()
    arrived = tuple(read(entry) for entry in entries)

    times = arrival, offset(device_time, arrival)

    def take(one_by_one: bool) -> list[Receipt]:
        with transaction(carrier.community_id) as session:
            return _receive(session, Carried(carrier, made_on, times, arrived), one_by_one)

    return in_bulk_or_one_by_one(take)


@dataclass(frozen=True, slots=True)
class Carried:
    """What somebody brings; `times` are arrival, and how far the carrier's clock is behind."""

    carrier: Sender
    made_on: str
    times: tuple[int, int]
    arrived: tuple[Arrived, ...]


def _receive(session: Session, carried: Carried, one_by_one: bool) -> list[Receipt]:
    carrier, times, arrived = carried.carrier, carried.times, carried.arrived
    device = device_by_public_id(carrier.community_id, carried.made_on)
    refusals = [_refusal(device, each) for each in arrived]
    brought = [replace(each, loaded=no) for each, no in zip(arrived, refusals, strict=True) if no is not None]
    made = [each for each, no in zip(arrived, refusals, strict=True) if no is None]
    parcels = [Parcel(*carrier.keys, *times, tuple(brought))]
    if device is not None:
        # The carrier's clock says nothing of the other one: what was last measured there is the best there is.
        keys, behind = (device.user_id, device.id), last_clock_offset(device)
        parcels.append(Parcel(*keys, times[0], behind, tuple(made), sent_from=carrier.device_id, made_on=device.id))
    refused, *taken = map(iter, receive_parcels(session, carrier.community_id, parcels, one_by_one))
    receipts = [next(refused if no is not None else taken[0]) for no in refusals]
    if device is not None:
        _note(session, carrier, device, receipts)
    return receipts


def _refusal(device: Device | None, arrived: Arrived) -> Rejection | None:
    entry = arrived.entry
    if arrived.digest != entry.digest and isinstance(arrived.loaded, Rejection):
        return arrived.loaded
    sealed = device is not None and is_sealed(entry.seal, entry.digest, device.seal_keys)
    return None if sealed else rejection("seal_broken", "seal", arrived.loaded.id)


def _note(session: Session, carrier: Sender, device: Device, receipts: list[Receipt]) -> None:
    """Who brought what is on record; a repeat adds nothing to it."""
    taken = [receipt.id for receipt in receipts if receipt.outcome is Outcome.ACCEPTED]
    if taken:
        own = session.get_one(Device, carrier.device_id) if carrier.device_id else None
        by, person = own.public_id if own else None, session.get_one(User, carrier.user_id)
        note_event(session, person, "checks_carried", "device", device.public_id, checks=taken, by=by)
