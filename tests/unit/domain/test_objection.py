"""An objection's way, and who may answer."""

from __future__ import annotations

import pytest

from webapp.domain.months.cycle import OVERSIGHT, STAFF, NotAllowed
from webapp.domain.months.objection import STEPS, Outcome, State, Step, after, may_answer, replayed

UPHELD, ADJUSTED, REJECTED = Outcome


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("step", list(Step))
def test_every_step_that_is_not_in_the_table_is_refused(state, step):
    if (state, step) in STEPS:
        _, role = STEPS[state, step]
        assert after(state, step, [role], REJECTED) in State
        with pytest.raises(NotAllowed, match="wrong_role"):
            after(state, step, ["inspector", "admin", OVERSIGHT if role == STAFF else STAFF], REJECTED)
    else:
        with pytest.raises(NotAllowed, match="wrong_state"):
            after(state, step, [STAFF, OVERSIGHT], REJECTED)


@pytest.mark.parametrize(
    ("late", "steps", "expected"),
    [
        (False, [], (State.OPEN, None)),
        (True, [], (State.LATE, None)),
        (False, [("answer", "upheld")], (State.CLOSED, "upheld")),
        (False, [("answer", "adjusted")], (State.ANSWERED, "adjusted")),
        (False, [("answer", "rejected"), ("appeal", "")], (State.APPEALED, "rejected")),
        (False, [("answer", "adjusted"), ("appeal", ""), ("final", "rejected")], (State.CLOSED, "adjusted")),
        (False, [("answer", "rejected"), ("appeal", ""), ("final", "upheld")], (State.CLOSED, "upheld")),
        (False, [("refer", ""), ("final", "rejected")], (State.CLOSED, "rejected")),
        (True, [("admit", ""), ("answer", "upheld")], (State.CLOSED, "upheld")),
        (True, [("final", "rejected")], (State.CLOSED, "rejected")),
        (True, [("withdraw", "")], (State.WITHDRAWN, None)),
        (False, [("withdraw", "")], (State.WITHDRAWN, None)),
        (False, [("refer", ""), ("withdraw", "")], (State.WITHDRAWN, None)),
        (False, [("answer", "adjusted"), ("appeal", ""), ("withdraw", "")], (State.WITHDRAWN, "adjusted")),
    ],
)
def test_state_and_outcome_follow_from_the_steps(late, steps, expected):
    assert replayed(late, steps) == expected


def test_late_one_is_not_upheld_before_it_is_admitted():
    with pytest.raises(NotAllowed, match="not_admitted"):
        after(State.LATE, Step.FINAL, [OVERSIGHT], UPHELD)


def test_nobody_answers_who_decided_answered_or_is_of_the_family():
    assert may_answer(1, {2}, {3}, False).allowed
    assert may_answer(2, {2}, {3}, False).reason == "decided_before"
    assert may_answer(3, {2}, {3}, False).reason == "answered_before"
    assert may_answer(1, {2}, {3}, True).reason == "recused"
