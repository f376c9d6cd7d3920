"""A chain of replacements counts once, in the month of its first check, however many months it runs through."""

from __future__ import annotations

import datetime as dt

from tests.factories.checks import approve, at, make_check
from tests.factories.entries import ITEMS
from webapp import clock
from webapp.operations.review_check import Decision, review_check
from webapp.queries.accounts import account_of
from webapp.queries.observations import resolutions
from webapp.queries.scores import provisional_score

FAULT = {"W1": {"result": "fault", "phrases": ["门口有垃圾"]}}


def send_back(staff, check):
    with clock.at(check.corrected_at + dt.timedelta(minutes=5)):
        answer = review_check(staff, check.uuid, Decision("return", "complete", "other", "看不清"))
    assert answer is not None
    assert answer.refusal is None


def counted(courtyard, month: str) -> list[str]:
    found = resolutions(courtyard.community_id, month).get(courtyard.id)
    return [each.check_id for each in found.observations if each.month == month] if found else []


def test_chain_of_three_months_counts_in_its_first_through_its_last(inspector, staff, courtyard):
    first = make_check(inspector, courtyard, at(dt.date(2026, 8, 31)))
    send_back(staff, first)
    second = make_check(inspector, courtyard, at(dt.date(2026, 9, 30)), replaces=first.uuid)
    send_back(staff, second)
    third = make_check(inspector, courtyard, at(dt.date(2026, 10, 2)), FAULT, replaces=second.uuid)
    approve(staff, third)
    assert counted(courtyard, "2026-08") == [third.uuid]
    assert [counted(courtyard, month) for month in ("2026-09", "2026-10", "2026-11")] == [[], [], []]


def test_redo_two_months_later_counts_in_the_month_of_what_it_replaces(inspector, staff, courtyard):
    first = make_check(inspector, courtyard, at(dt.date(2026, 8, 5)))
    send_back(staff, first)
    redone = make_check(inspector, courtyard, at(dt.date(2026, 10, 5)), FAULT, replaces=first.uuid)
    approve(staff, redone)
    assert (counted(courtyard, "2026-08"), counted(courtyard, "2026-10")) == ([redone.uuid], [])


def test_undo_after_approval_takes_the_check_out_once_it_is_approved_itself(inspector, staff, courtyard):
    check = make_check(inspector, courtyard, at(dt.date(2026, 10, 5)), FAULT)
    approve(staff, check)
    every = {item: {"result": "withdrawn"} for item in ITEMS}
    undo = make_check(inspector, courtyard, at(dt.date(2026, 10, 6)), every, judged="withdrawn", replaces=check.uuid)

    def score():
        return provisional_score(account_of(courtyard, "2026-10"), "2026-10", dt.date(2026, 10, 20))

    assert (score().assessed, score().total) == (True, 9)
    approve(staff, undo)
    assert (score().assessed, score().total) == (False, 0)
