"""What became of a month that the program was to take further without anybody at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What was done, or why nothing was; a draft that people still have to decide about is left to them."""

    SCORED = "scored"
    PUBLISHED = "published"
    NOT_BEGUN = "not_begun"
    RUNNING = "running"
    SENT_BACK = "sent_back"  # by oversight, with a reason that is the working group's to answer
    EARLIER_OPEN = "earlier_open"  # what an earlier month hands on is not known yet
    CHECKS_WAIT = "checks_wait"
    DEEDS_WAIT = "deeds_wait"
    AMBIGUOUS = "ambiguous_checks"
    PAST = "past"  # scored or further on already
    WRONG_STATE = "wrong_state"  # somebody else was faster
    WRONG_ROLE = "wrong_role"  # who asked for the publication is not of the staff
    FAILED = "failed"


DONE = (Outcome.SCORED, Outcome.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Closing:
    """`detail` is a count, the name of the earlier month, the state of one that is past, or the kind of error."""

    outcome: Outcome
    detail: str = ""
