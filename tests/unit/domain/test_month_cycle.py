"""Which step of a month leads where, and whose it is."""

from __future__ import annotations

import pytest

from webapp.domain.month_cycle import (
    DRAFTS,
    STEPS,
    Action,
    NotAllowed,
    State,
    advance,
    after_change,
    allowed,
    require,
    takes_changes,
)

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
        state = advance(state, action)
        assert state == after


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("action", list(Action))
def test_every_step_that_is_not_in_the_table_is_refused(state, action):
    if (state, action) in STEPS:
        assert advance(state, action) == STEPS[state, action][0]
    else:
        with pytest.raises(NotAllowed, match="wrong_state"):
            advance(state, action)
        assert not allowed(state, action, {"staff", "oversight", "admin"})


def test_only_oversight_confirms_or_stops_a_reviewed_month():
    assert require("reviewed", "confirm", {"oversight"}) == "confirmed"
    assert require("reviewed", "stop", {"oversight"}) == "open"
    for action in ("confirm", "stop"):
        with pytest.raises(NotAllowed, match="wrong_role"):
            require("reviewed", action, {"staff", "admin", "inspector"})


def test_only_staff_score_review_and_publish():
    for state, action in (("open", "score"), ("scored", "review"), ("confirmed", "publish")):
        assert allowed(state, action, {"staff"})
        assert not allowed(state, action, {"oversight"})


@pytest.mark.parametrize("state", DRAFTS)
def test_decision_or_late_check_returns_a_draft_to_open(state):
    assert takes_changes(state)
    assert after_change(state) == "open"


@pytest.mark.parametrize("state", [state for state in State if state not in DRAFTS])
def test_from_confirmed_on_a_decision_no_longer_changes_the_month(state):
    assert not takes_changes(state)
    with pytest.raises(NotAllowed, match="month_closed"):
        after_change(state)
