"""What is doubtful about a check, so that staff look at it one by one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FAR_METRES = 100  # between houses a phone is often wrong by more than it says
FAST_MILLISECONDS = 2_000
MANY_ITEMS = 4


class Doubt(StrEnum):
    """Why a check is not simply approved with the others of its walk."""

    INCOMPLETE = "incomplete"  # a photo it names has not arrived
    UNREADABLE = "unreadable"  # of a photo no picture can be made
    RIVAL = "rival"  # another check replaces the same one
    SAMPLED = "sampled"  # oversight looked again and saw it otherwise
    DIFFERS = "differs"  # another inspector saw it otherwise in the same week
    REUSED = "reused"  # an earlier check shows the same photo
    FAR = "far"  # made somewhere else
    FAST = "fast"  # opened and saved before anybody can have looked
    CHANGED = "changed"  # much is the other way round than the last time
    SKEWED = "skewed"  # the phone's clock was wrong
    LATE = "late"  # its own month is closed
    NO_PHOTO = "no_photo"  # a fault without a photo
    REDONE = "redone"  # it answers a check that was returned


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known around a check; `missing_photos` counts those not yet here.

    `metres_away` is from the courtyard, less what the phone says it may be wrong by; None where nobody knows.
    `milliseconds` lie between opening and saving, none for a check from paper; `changed` counts the items that were
    found at fault only this time, or only the last time, `seen_otherwise` those that oversight saw otherwise.
    """

    missing_photos: int = 0
    unreadable_photos: int = 0
    reused_photos: int = 0
    has_rival: bool = False
    differs: bool = False
    skewed: bool = False
    late: bool = False
    faults_without_photo: int = 0
    answers_returned: bool = False
    metres_away: int | None = None
    milliseconds: int | None = None
    changed: int = 0
    seen_otherwise: int = 0


def doubts(around: Circumstances) -> tuple[Doubt, ...]:
    """In the order in which they matter; none for a check that can be approved with the others."""
    holds = {
        Doubt.INCOMPLETE: around.missing_photos,
        Doubt.UNREADABLE: around.unreadable_photos,
        Doubt.RIVAL: around.has_rival,
        Doubt.SAMPLED: around.seen_otherwise,
        Doubt.DIFFERS: around.differs,
        Doubt.REUSED: around.reused_photos,
        Doubt.FAR: (around.metres_away or 0) > FAR_METRES,
        Doubt.FAST: around.milliseconds is not None and around.milliseconds < FAST_MILLISECONDS,
        Doubt.CHANGED: around.changed >= MANY_ITEMS,
        Doubt.SKEWED: around.skewed,
        Doubt.LATE: around.late,
        Doubt.NO_PHOTO: around.faults_without_photo,
        Doubt.REDONE: around.answers_returned,
    }
    return tuple(doubt for doubt, is_so in holds.items() if is_so)
