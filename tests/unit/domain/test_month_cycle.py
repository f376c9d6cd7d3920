"""Which step of a month leads where, and whose it is."""

from __future__ import annotations

import pytest

from webapp.domain.months.cycle import (
    STEPS,
    Action,
    NotAllowed,
    State,
    require,
    takes_changes,
)

BOTH = {"staff", "oversight"}
WHOLE_WAY = [
    ("score", "scored"),
    ("review", "reviewed"),
    ("confirm", "confirmed"),
    ("publish", "published"),
    ("republish", "published"),
    ("finalise", "final"),
    ("settle", "settled"),
    ("archive", "archived"),
]


def test_month_goes_its_whole_way_step_by_step():
    state = "open"
    for action, after in WHOLE_WAY:
        state = require(state, action, BOTH)
        assert state == after


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("action", list(Action))
def test_every_step_that_is_not_in_the_table_is_refused(state, action):
    if (state, action) in STEPS:
        assert require(state, action, BOTH) == STEPS[state, action][0]
    else:
        with pytest.raises(NotAllowed, match="wrong_state"):
            require(state, action, {"staff", "oversight", "admin"})


def test_only_oversight_confirms_or_stops_a_reviewed_month():
    assert require("reviewed", "confirm", {"oversight"}) == "confirmed"
    assert require("reviewed", "stop", {"oversight"}) == "open"
    for action in ("confirm", "stop"):
        with pytest.raises(NotAllowed, match="wrong_role"):
            require("reviewed", action, {"staff", "admin", "inspector"})


def test_the_program_by_itself_scores_and_does_nothing_else():
    assert require("open", "score", None) == "scored"
    for state, action in STEPS:
        if action != "score":
            with pytest.raises(NotAllowed, match="wrong_role"):
                require(state, action, None)


def test_only_staff_score_review_and_publish():
    for state, action in (("open", "score"), ("scored", "review"), ("confirmed", "publish")):
        assert require(state, action, {"staff"}) == STEPS[State(state), Action(action)][0]
        with pytest.raises(NotAllowed, match="wrong_role"):
            require(state, action, {"oversight"})


@pytest.mark.parametrize("state", list(State))
def test_only_a_draft_takes_decisions_and_late_checks(state):
    assert takes_changes(state) == (state in ("open", "scored", "reviewed"))
