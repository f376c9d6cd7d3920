"""What phones offer to be put right is what scoring would restore."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.checks import approve, at, make_check
from tests.factories.entries import ITEMS
from webapp.queries.snapshot import snapshot

FAULT = {"result": "fault", "phrases": ["门口有垃圾"]}
TODAY = dt.date(2026, 10, 7)


def october(day: int, hour: int = 10) -> dt.datetime:
    return at(dt.date(2026, 10, day), hour)


def offered(inspector, today: dt.date = TODAY) -> list[tuple[str, str, str]]:
    return [(each["item"], each["found"], each["until"]) for each in snapshot(inspector, today, 0)["findings"]]


def test_approved_fault_is_offered_until_the_third_day_and_no_longer(inspector, staff, courtyard):
    check = make_check(inspector, courtyard, october(5), {"W1": FAULT})
    assert offered(inspector) == []
    approve(staff, check)
    assert offered(inspector, dt.date(2026, 10, 8)) == [("W1", "2026-10-05", "2026-10-08")]
    assert offered(inspector, dt.date(2026, 10, 9)) == []


def test_recheck_that_waits_for_a_decision_ends_the_offer(inspector, staff, courtyard):
    approve(staff, make_check(inspector, courtyard, october(5), {"W1": FAULT, "O1": FAULT}))
    make_check(inspector, courtyard, october(6), {"O1": FAULT})
    assert offered(inspector) == [("O1", "2026-10-05", "2026-10-08")]


@pytest.mark.parametrize("result", ["third_party", "not_applicable"])
def test_recheck_that_restores_nothing_leaves_the_offer(inspector, staff, courtyard, result):
    approve(staff, make_check(inspector, courtyard, october(5), {"W1": FAULT}))
    approve(staff, make_check(inspector, courtyard, october(6), {"W1": {"result": result}}))
    assert offered(inspector) == [("W1", "2026-10-05", "2026-10-08")]


def test_fault_of_a_check_that_was_taken_back_is_not_offered(inspector, staff, courtyard):
    check = make_check(inspector, courtyard, october(5), {"W1": FAULT})
    approve(staff, check)
    every = {item: {"result": "withdrawn"} for item in ITEMS}
    approve(staff, make_check(inspector, courtyard, october(6), every, judged="withdrawn", replaces=check.uuid))
    assert offered(inspector) == []
