"""A help task's way: open, taken by a volunteer, done, proved, confirmed; given back, or over when put right.

A wish goes the same way, once it is admitted.
"""

from __future__ import annotations

from enum import StrEnum

from webapp.domain.months.cycle import NotAllowed
from webapp.domain.months.review import ALLOWED, Verdict


class State(StrEnum):
    """Where a task stands. Over is what needs nobody: put right otherwise, or the check that found it is gone.

    Asked is a wish that nobody but staff has seen.
    """

    ASKED = "asked"
    OPEN = "open"
    TAKEN = "taken"
    DONE = "done"
    PROVED = "proved"
    CONFIRMED = "confirmed"
    OVER = "over"


class Step(StrEnum):
    """What somebody does with it."""

    ADMIT = "admit"  # a wish is shown to others
    TAKE = "take"
    GIVE_BACK = "give_back"
    FINISH = "finish"
    PROVE = "prove"
    SEND_BACK = "send_back"  # the proof does not show it
    CONFIRM = "confirm"
    REOPEN = "reopen"  # a confirmation is taken back
    END = "end"
    FIND = "find"  # the fault is there after all
    THANK = "thank"  # who wished it says that it was done


STEPS: dict[tuple[State, Step], State] = {
    (State.ASKED, Step.ADMIT): State.OPEN,
    (State.ASKED, Step.END): State.OVER,
    (State.OPEN, Step.TAKE): State.TAKEN,
    (State.OPEN, Step.END): State.OVER,
    (State.TAKEN, Step.GIVE_BACK): State.OPEN,
    (State.TAKEN, Step.FINISH): State.DONE,
    (State.TAKEN, Step.PROVE): State.PROVED,
    (State.TAKEN, Step.END): State.OVER,
    (State.DONE, Step.GIVE_BACK): State.OPEN,
    (State.DONE, Step.PROVE): State.PROVED,
    (State.DONE, Step.THANK): State.DONE,
    (State.PROVED, Step.THANK): State.PROVED,
    (State.PROVED, Step.SEND_BACK): State.TAKEN,
    (State.PROVED, Step.CONFIRM): State.CONFIRMED,
    (State.CONFIRMED, Step.REOPEN): State.PROVED,
    (State.OVER, Step.FIND): State.OPEN,
}
UNFINISHED = (State.OPEN, State.TAKEN, State.DONE, State.PROVED)
WITH_WORDS = (Step.GIVE_BACK, Step.PROVE, Step.SEND_BACK, Step.REOPEN, Step.END)
LISTED = (State.ASKED, State.PROVED, State.OPEN, State.TAKEN, State.DONE, State.CONFIRMED, State.OVER)


def after(state: str, step: str) -> State:
    """The state after the step; raises NotAllowed("wrong_state")."""
    found = STEPS.get((State(state), Step(step)))
    if found is None:
        raise NotAllowed("wrong_state")
    return found


def steps_from(state: str) -> list[Step]:
    """What staff can do with a task in this state; FIND is the program's alone, THANK who wished it."""
    return [step for (before, step), _ in STEPS.items() if before == state and step not in (Step.FIND, Step.THANK)]


def may_confirm_help(confirmer: int, proved_by: int | None, is_volunteers_own: bool) -> Verdict:
    """Neither who entered the proof nor the volunteer's own family or relatives confirm it."""
    if is_volunteers_own:
        return Verdict(False, "recused")
    return Verdict(False, "own_proof") if confirmer == proved_by else ALLOWED
