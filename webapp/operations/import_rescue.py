"""Take in a rescue file at the office: its checks as carried deliveries, then the photos that they still miss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from sync.delivery import Delivered
from sync.limits import DEFAULT_LIMITS
from sync.reasons import REASONS, Reason
from sync.replay import Outcome, Receipt
from sync.rescue import CarriedPhoto, NotARescueFile, RescueFile
from webapp import clock
from webapp.models import User
from webapp.operations.intake import Sender
from webapp.operations.note_change import note_event
from webapp.operations.receive_carried import receive_carried
from webapp.operations.receive_photo import PhotoRefused, take_photo
from webapp.operations.transaction import transaction
from webapp.queries.roster import device_by_public_id
from webapp.queries.uploads import photo_here


class RescueRefused(Exception):
    """The whole file is refused; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class RescueSummary:
    """What became of a file; `broken` are names of its parts, `waiting` photos that it does not hold."""

    inspector: str
    number: str
    accepted: int = 0
    duplicate: int = 0
    conflict: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    photos: int = 0
    photos_here: int = 0
    photos_left: int = 0
    missing: set[str] = field(default_factory=set)

    @property
    def reasons(self) -> list[tuple[Reason, int]]:
        """Why checks were refused, and how many each."""
        return [(REASONS[name], count) for name, count in sorted(self.refused.items())]

    @property
    def waiting(self) -> int:
        return len(self.missing)

    @property
    def is_short(self) -> bool:
        """Whether not all of the file was taken, or something is still missing."""
        return bool(self.conflict or self.refused or self.broken or self.photos_left or self.missing)


def import_rescue(staff: User, file: IO[bytes]) -> RescueSummary:
    """Again and again with the same end. Raises RescueRefused for an unreadable file and for another community's."""
    try:
        rescue = RescueFile(file)
    except NotARescueFile as error:
        raise RescueRefused(str(error)) from error
    if rescue.manifest.community != staff.community.slug:
        raise RescueRefused("other_community")
    device = device_by_public_id(staff.community_id, rescue.manifest.device)
    if device is None:
        raise RescueRefused("unknown_phone")
    summary = RescueSummary(device.user.name, device.user.number)
    for group in _groups(rescue, summary):
        for receipt in receive_carried(Sender.of(staff), device.public_id, clock.now_milliseconds(), group):
            _count(summary, receipt)
    for photo in rescue.manifest.photos:
        _take(staff.community_id, rescue, photo, summary)
    with transaction(staff.community_id) as session:
        figures = {"accepted": summary.accepted, "photos": summary.photos, "refused": summary.refused.total()}
        note_event(session, staff, "rescue_imported", "device", rescue.manifest.device, **figures)
    return summary


def _groups(rescue: RescueFile, summary: RescueSummary) -> Iterator[tuple[Delivered, ...]]:
    """The entries as many as one delivery takes; what is broken is named and left out."""
    group: list[Delivered] = []
    for entry, delivered in rescue.entries():
        if delivered is None:
            summary.broken.append(entry.file)
            continue
        group.append(delivered)
        if len(group) == DEFAULT_LIMITS.delivery_entries:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def _count(summary: RescueSummary, receipt: Receipt) -> None:
    if receipt.outcome is Outcome.REJECTED:
        summary.refused[receipt.reason or ""] += 1
        return
    setattr(summary, receipt.outcome.value, getattr(summary, receipt.outcome.value) + 1)
    summary.missing.update(receipt.missing)


def _take(community_id: int, rescue: RescueFile, photo: CarriedPhoto, summary: RescueSummary) -> None:
    """Keep a photo that a check of the file waits for; others have nothing here that shows them."""
    if photo.sha256 not in summary.missing:
        is_here = photo_here(community_id, photo.sha256) is not None
        summary.photos_here += is_here
        summary.photos_left += not is_here
        return
    data = rescue.read(photo.file, DEFAULT_LIMITS.photo_bytes)
    try:
        if data is None:
            raise PhotoRefused(REASONS["photo_hash_differs"])
        take_photo(community_id, photo.sha256, data)
    except PhotoRefused:
        summary.broken.append(photo.file)
        return
    summary.photos += 1
    summary.missing.discard(photo.sha256)
