"""A help task's way, and who may confirm it."""

from __future__ import annotations

import pytest

from webapp.domain.months.cycle import NotAllowed
from webapp.domain.months.help_task import LISTED, STEPS, State, Step, after, may_confirm_help, steps_from


def test_the_whole_way_from_open_to_confirmed():
    state = State.OPEN
    for step in (Step.TAKE, Step.FINISH, Step.PROVE, Step.CONFIRM):
        state = after(state, step)
    assert state == State.CONFIRMED


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", Step)
def test_every_other_step_is_refused(state, step):
    if (state, step) in STEPS:
        assert after(state, step) == STEPS[state, step]
        return
    with pytest.raises(NotAllowed) as refused:
        after(state, step)
    assert refused.value.reason == "wrong_state"


def test_nothing_leads_to_confirmed_but_a_proof():
    assert [before for (before, _), state in STEPS.items() if state == State.CONFIRMED] == [State.PROVED]
    assert {before for (before, _), state in STEPS.items() if state == State.PROVED} == {
        State.TAKEN,
        State.DONE,
        State.CONFIRMED,
    }


def test_people_reopen_nothing_that_only_a_check_finds():
    assert steps_from(State.OVER) == []
    assert set(LISTED) == set(State)


@pytest.mark.parametrize(
    ("proved_by", "is_own", "reason"),
    [(1, False, "own_proof"), (2, True, "recused"), (2, False, None), (None, False, None)],
)
def test_neither_who_entered_the_proof_nor_the_volunteers_own_people_confirm(proved_by, is_own, reason):
    assert may_confirm_help(1, proved_by, is_own).reason == reason
