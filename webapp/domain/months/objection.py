"""An objection's way: taken, answered by staff, brought before oversight, closed, or withdrawn; who may answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum

from webapp.domain.months.cycle import OVERSIGHT, STAFF, NotAllowed
from webapp.domain.months.review import ALLOWED, Verdict


class State(StrEnum):
    """Where an objection stands."""

    LATE = "late"  # came after the last day; oversight admits it or not
    OPEN = "open"
    ANSWERED = "answered"  # not all that was asked; for some days it can go on to oversight
    APPEALED = "appealed"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"  # by the household, before it was decided


class Step(StrEnum):
    """What somebody does with it."""

    TAKEN = "taken"
    ADMIT = "admit"
    ANSWER = "answer"
    APPEAL = "appeal"
    REFER = "refer"  # nobody of the working group may answer: oversight does
    FINAL = "final"
    WITHDRAW = "withdraw"


class Outcome(StrEnum):
    """Of an answer. Rejecting an appeal leaves the first answer as it is."""

    UPHELD = "upheld"
    ADJUSTED = "adjusted"
    REJECTED = "rejected"


class Subject(StrEnum):
    """What is disputed: an item that was found at fault, a deed or breach, or the score as a whole."""

    FINDING = "finding"
    DEED = "deed"
    SCORE = "score"


DECIDING = (Step.ANSWER, Step.FINAL)
UNSETTLED = (State.OPEN, State.APPEALED)

STEPS: dict[tuple[State, Step], tuple[State, str]] = {
    (State.LATE, Step.ADMIT): (State.OPEN, OVERSIGHT),
    (State.LATE, Step.FINAL): (State.CLOSED, OVERSIGHT),
    (State.OPEN, Step.ANSWER): (State.ANSWERED, STAFF),
    (State.OPEN, Step.REFER): (State.APPEALED, STAFF),
    (State.ANSWERED, Step.APPEAL): (State.APPEALED, STAFF),
    (State.APPEALED, Step.FINAL): (State.CLOSED, OVERSIGHT),
    (State.LATE, Step.WITHDRAW): (State.WITHDRAWN, STAFF),
    (State.OPEN, Step.WITHDRAW): (State.WITHDRAWN, STAFF),
    (State.APPEALED, Step.WITHDRAW): (State.WITHDRAWN, STAFF),
}


def after(state: str, step: str, roles: Collection[str], outcome: str | None = None) -> State:
    """The state after the step; raises NotAllowed("wrong_state", "wrong_role", or "late" for a late one upheld).

    What was upheld wholly leaves nothing to appeal against.
    """
    found = STEPS.get((State(state), Step(step)))
    if found is None:
        raise NotAllowed("wrong_state")
    following, role = found
    if role not in roles:
        raise NotAllowed("wrong_role")
    if state == State.LATE and step == Step.FINAL and outcome != Outcome.REJECTED:
        raise NotAllowed("not_admitted")
    return State.CLOSED if step == Step.ANSWER and outcome == Outcome.UPHELD else following


def replayed(late: bool, steps: Iterable[tuple[str, str]]) -> tuple[State, str | None]:
    """State and outcome after these steps, each with the outcome it gave; raises NotAllowed for one out of turn."""
    state, outcome = State.LATE if late else State.OPEN, None
    for step, given in steps:
        state = after(state, step, (STAFF, OVERSIGHT), given or None)
        outcome = outcome_after(outcome, step, given)
    return state, outcome


def outcome_after(outcome: str | None, step: str, given: str) -> str | None:
    """What the objection has come to: a rejected appeal leaves the first answer, and so does one that is withdrawn."""
    if step not in DECIDING or (step == Step.FINAL and given == Outcome.REJECTED and outcome):
        return outcome
    return given


def is_void(state: str, outcome: str | None) -> bool:
    """Withdrawn before anybody answered: the same can be objected to again."""
    return state == State.WITHDRAWN and outcome is None


def may_answer(decider: int, involved: Collection[int], answered: Collection[int], is_recused: bool) -> Verdict:
    """Whether `decider` may answer; `involved` made or decided the disputed checks and deeds, `answered` answered this
    objection before.
    """
    if decider in involved:
        return Verdict(False, "decided_before")
    if decider in answered:
        return Verdict(False, "answered_before")
    return Verdict(False, "recused") if is_recused else ALLOWED
