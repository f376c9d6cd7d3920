"""The month as a state machine: which step leads where, and whose it is."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a month stands: a draft until confirmed; from then on only rulings and corrections change it."""

    OPEN = "open"
    SCORED = "scored"
    REVIEWED = "reviewed"
    CONFIRMED = "confirmed"
    PUBLISHED = "published"
    FINAL = "final"
    SETTLED = "settled"  # commended, and exchange is open
    ARCHIVED = "archived"


class Action(StrEnum):
    """A step that somebody takes."""

    SCORE = "score"
    REVIEW = "review"
    REOPEN = "reopen"
    CONFIRM = "confirm"
    STOP = "stop"  # oversight sends a reviewed month back
    PUBLISH = "publish"
    AGREE = "agree"  # oversight agrees to a correction before it is shown
    REPUBLISH = "republish"  # after a ruling or a correction
    FINALISE = "finalise"
    SETTLE = "settle"
    ARCHIVE = "archive"


class NotAllowed(Exception):
    """A step that the rules forbid; `reason` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


STAFF, OVERSIGHT = "staff", "oversight"

STEPS: dict[tuple[State, Action], tuple[State, str]] = {
    (State.OPEN, Action.SCORE): (State.SCORED, STAFF),
    (State.SCORED, Action.REVIEW): (State.REVIEWED, STAFF),
    (State.SCORED, Action.REOPEN): (State.OPEN, STAFF),
    (State.REVIEWED, Action.REOPEN): (State.OPEN, STAFF),
    (State.REVIEWED, Action.CONFIRM): (State.CONFIRMED, OVERSIGHT),
    (State.REVIEWED, Action.STOP): (State.OPEN, OVERSIGHT),
    (State.CONFIRMED, Action.PUBLISH): (State.PUBLISHED, STAFF),
    (State.PUBLISHED, Action.AGREE): (State.PUBLISHED, OVERSIGHT),
    (State.PUBLISHED, Action.REPUBLISH): (State.PUBLISHED, STAFF),
    (State.PUBLISHED, Action.FINALISE): (State.FINAL, STAFF),
    (State.FINAL, Action.SETTLE): (State.SETTLED, STAFF),
    (State.SETTLED, Action.ARCHIVE): (State.ARCHIVED, STAFF),
}

DRAFTS = (State.OPEN, State.SCORED, State.REVIEWED)
SHOWN = (State.PUBLISHED, State.FINAL, State.SETTLED, State.ARCHIVED)
SPENDABLE = (State.SETTLED, State.ARCHIVED)
UNATTENDED = (Action.SCORE,)  # what needs nobody's judgement, so that the program may do it by itself


def require(state: str, action: str, roles: frozenset[str] | set[str] | None) -> State:
    """The state after the step, if these roles may take it; raises NotAllowed("wrong_state" or "wrong_role").

    None is the program by itself.
    """
    step = STEPS.get((State(state), Action(action)))
    if step is None:
        raise NotAllowed("wrong_state")
    after, role = step
    if (action not in UNATTENDED) if roles is None else (role not in roles):
        raise NotAllowed("wrong_role")
    return after


def takes_changes(state: str) -> bool:
    """Whether checks and decisions still count in a month in this state; they return a draft to open."""
    return State(state) in DRAFTS
