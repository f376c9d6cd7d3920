"""What is doubtful about a check, so that staff look at it one by one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Doubt(StrEnum):
    """Why a check is not simply approved with the others of its walk."""

    INCOMPLETE = "incomplete"  # a photo it names has not arrived
    UNREADABLE = "unreadable"  # of a photo no picture can be made
    RIVAL = "rival"  # another check replaces the same one
    DIFFERS = "differs"  # another inspector saw it otherwise in the same week
    REUSED = "reused"  # an earlier check shows the same photo
    SKEWED = "skewed"  # the phone's clock was wrong
    LATE = "late"  # its own month is closed
    NO_PHOTO = "no_photo"  # a fault without a photo
    REDONE = "redone"  # it answers a check that was returned


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known around a check; `missing_photos` counts those not yet here."""

    missing_photos: int = 0
    unreadable_photos: int = 0
    reused_photos: int = 0
    has_rival: bool = False
    differs: bool = False
    skewed: bool = False
    late: bool = False
    faults_without_photo: int = 0
    answers_returned: bool = False


def doubts(around: Circumstances) -> tuple[Doubt, ...]:
    """In the order in which they matter; none for a check that can be approved with the others."""
    return tuple(_doubts(around))


def _doubts(around: Circumstances) -> Iterator[Doubt]:
    if around.missing_photos:
        yield Doubt.INCOMPLETE
    if around.unreadable_photos:
        yield Doubt.UNREADABLE
    if around.has_rival:
        yield Doubt.RIVAL
    if around.differs:
        yield Doubt.DIFFERS
    if around.reused_photos:
        yield Doubt.REUSED
    if around.skewed:
        yield Doubt.SKEWED
    if around.late:
        yield Doubt.LATE
    if around.faults_without_photo:
        yield Doubt.NO_PHOTO
    if around.answers_returned:
        yield Doubt.REDONE
