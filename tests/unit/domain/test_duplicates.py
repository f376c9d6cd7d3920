"""Two deeds are shown as one that came twice when the same person, or courtyard, did the same on the same day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from webapp.domain.months.duplicates import Told, may_be_one

TOLD = Told(("courtyard", 27), "activity", dt.date(2026, 10, 6))


def test_the_same_courtyard_kind_and_day_may_be_one():
    assert may_be_one(TOLD, replace(TOLD))


@pytest.mark.parametrize(
    "change",
    [
        {"whose": ("courtyard", 29)},
        {"kind": "suggestion"},
        {"day": dt.date(2026, 10, 7)},
    ],
)
def test_another_courtyard_kind_or_day_is_another_deed(change):
    assert not may_be_one(TOLD, replace(TOLD, **change))


def test_two_people_of_one_courtyard_are_two():
    assert not may_be_one(replace(TOLD, household=1, person=1), replace(TOLD, household=1, person=2))
    assert not may_be_one(replace(TOLD, household=1), replace(TOLD, household=2))


def test_who_is_not_known_may_be_anybody_of_the_courtyard():
    assert may_be_one(replace(TOLD, household=1, person=1), replace(TOLD, household=1))
    assert may_be_one(replace(TOLD, household=1, person=1), TOLD)


def test_one_person_is_the_same_on_whichever_account():
    assert may_be_one(replace(TOLD, person=1), replace(TOLD, whose=("account", 5), person=1))


def test_the_same_activity_is_the_same_whatever_it_was_credited_as():
    assert may_be_one(replace(TOLD, activity=3), replace(TOLD, kind="volunteering", activity=3))
    assert not may_be_one(TOLD, replace(TOLD, kind="volunteering"))


def test_it_makes_no_difference_which_came_first():
    one, other = replace(TOLD, household=1, person=1), replace(TOLD, household=1)
    assert may_be_one(one, other) == may_be_one(other, one)
