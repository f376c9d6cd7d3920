"""A help task's way: open, taken by a volunteer, done, proved, confirmed; given back, or over when put right."""

from __future__ import annotations

from enum import StrEnum

from webapp.domain.months.cycle import NotAllowed
from webapp.domain.months.review import ALLOWED, Verdict


class State(StrEnum):
    """Where a task stands. Over is what needs nobody: put right otherwise, or the check that found it is gone."""

    OPEN = "open"
    TAKEN = "taken"
    DONE = "done"
    PROVED = "proved"
    CONFIRMED = "confirmed"
    OVER = "over"


class Step(StrEnum):
    """What somebody does with it."""

    TAKE = "take"
    GIVE_BACK = "give_back"
    FINISH = "finish"
    PROVE = "prove"
    SEND_BACK = "send_back"  # the proof does not show it
    CONFIRM = "confirm"
    REOPEN = "reopen"  # a confirmation is taken back
    END = "end"
    FIND = "find"  # the fault is there after all


STEPS: dict[tuple[State, Step], State] = {
    (State.OPEN, Step.TAKE): State.TAKEN,
    (State.OPEN, Step.END): State.OVER,
    (State.TAKEN, Step.GIVE_BACK): State.OPEN,
    (State.TAKEN, Step.FINISH): State.DONE,
    (State.TAKEN, Step.PROVE): State.PROVED,
    (State.TAKEN, Step.END): State.OVER,
    (State.DONE, Step.GIVE_BACK): State.OPEN,
    (State.DONE, Step.PROVE): State.PROVED,
    (State.PROVED, Step.SEND_BACK): State.TAKEN,
    (State.PROVED, Step.CONFIRM): State.CONFIRMED,
    (State.CONFIRMED, Step.REOPEN): State.PROVED,
    (State.OVER, Step.FIND): State.OPEN,
}
UNFINISHED = (State.OPEN, State.TAKEN, State.DONE, State.PROVED)
WITH_WORDS = (Step.GIVE_BACK, Step.PROVE, Step.SEND_BACK, Step.REOPEN, Step.END)
LISTED = (State.PROVED, State.OPEN, State.TAKEN, State.DONE, State.CONFIRMED, State.OVER)


def after(state: str, step: str) -> State:
    """The state after the step; raises NotAllowed("wrong_state")."""
    found = STEPS.get((State(state), Step(step)))
    if found is None:
        raise NotAllowed("wrong_state")
    return found


def steps_from(state: str) -> list[Step]:
    """What people can do with a task in this state; FIND is the program's alone."""
    return [step for (before, step), _ in STEPS.items() if before == state and step != Step.FIND]


def may_confirm_help(confirmer: int, proved_by: int | None, is_volunteers_own: bool) -> Verdict:
    """Neither who entered the proof nor the volunteer's own family or relatives confirm it."""
    if is_volunteers_own:
        return Verdict(False, "recused")
    return Verdict(False, "own_proof") if confirmer == proved_by else ALLOWED
