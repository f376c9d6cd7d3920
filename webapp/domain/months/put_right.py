"""The way of what a household says is put right (报改好): it waits, then a re-check is arranged or declined."""

from __future__ import annotations

from enum import StrEnum

from webapp.domain.months.cycle import NotAllowed


class State(StrEnum):
    """Where it stands. What the re-check sees is told by that check itself."""

    WAITING = "waiting"
    ARRANGED = "arranged"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    """What somebody does with it."""

    ARRANGE = "arrange"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


STEPS: dict[tuple[State, Step], State] = {
    (State.WAITING, Step.ARRANGE): State.ARRANGED,
    (State.WAITING, Step.DECLINE): State.DECLINED,
    (State.WAITING, Step.WITHDRAW): State.WITHDRAWN,
}


def after(state: str, step: Step) -> State:
    """The state after the step; raises NotAllowed("wrong_state")."""
    found = STEPS.get((State(state), step))
    if found is None:
        raise NotAllowed("wrong_state")
    return found
