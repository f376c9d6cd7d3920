"""A help task's way, and who may confirm it."""

from __future__ import annotations

import pytest

from tests.factories.rule_texts import changed_text
from webapp.domain.months.cycle import NotAllowed
from webapp.domain.months.help_task import LISTED, STEPS, State, Step, after, may_confirm_help, steps_from
from webapp.domain.rules.document import RuleBookError
from webapp.rulebooks import load_rule_book


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
    proving = {before for (before, step), state in STEPS.items() if state == State.PROVED and step != Step.THANK}
    assert proving == {
        State.TAKEN,
        State.DONE,
        State.CONFIRMED,
    }


def test_thanks_leave_a_wish_where_it_stands():
    assert {(before, state) for (before, step), state in STEPS.items() if step == Step.THANK} == {
        (State.DONE, State.DONE),
        (State.PROVED, State.PROVED),
    }


def test_people_reopen_nothing_that_only_a_check_finds():
    assert steps_from(State.OVER) == []
    assert set(LISTED) == set(State)


def test_rule_book_names_the_deed_that_help_is_credited_as_or_leaves_it_to_staff():
    assert load_rule_book(changed_text(help_deed="activity")).help_deed == "activity"
    assert load_rule_book(changed_text()).help_deed == ""


def test_rule_book_can_name_no_deed_that_it_has_not():
    with pytest.raises(RuleBookError) as refused:
        load_rule_book(changed_text(help_deed="singing"))
    assert refused.value.path == ("help_deed",)


@pytest.mark.parametrize(
    ("proved_by", "is_own", "reason"),
    [(1, False, "own_proof"), (2, True, "recused"), (2, False, None), (None, False, None)],
)
def test_neither_who_entered_the_proof_nor_the_volunteers_own_people_confirm(proved_by, is_own, reason):
    assert may_confirm_help(1, proved_by, is_own).reason == reason
