"""`done` and `last` of a courtyard: the latest check that stands, whatever was taken back, returned or rained off."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.checks import approve, make_check
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import ITEMS, make_uuid7
from tests.factories.users import make_device, make_user
from webapp import clock
from webapp.domain.scoring.amendment import Change
from webapp.models import Check
from webapp.operations.review_check import Decision, review_check

# A Thursday: Tuesday is of the same week.
NOW = dt.datetime(2026, 11, 26, 2, tzinfo=dt.UTC)
TUESDAY = NOW - dt.timedelta(days=2)
LATER = NOW + dt.timedelta(hours=1)
FAULT = {"W1": {"result": "fault"}}


class Yard:
    """A courtyard, its two inspectors, staff, and what the first inspector's phone is told of it."""

    def __init__(self, client) -> None:
        community = make_community()
        self.inspector, self.other = (make_user(community, "inspector") for _ in range(2))
        self.staff, self.yard = make_user(community, "staff"), make_courtyard(community, "27")
        self._client, self.bearer = client, {"Authorization": f"Bearer {make_device(self.inspector)[1]}"}

    def check(self, when: dt.datetime, who=None, **more) -> Check:
        return make_check(who or self.inspector, self.yard, when, **more)

    def withdraw(self, uuid: str, when: dt.datetime = LATER, who=None) -> Check:
        results = [{"item": item, "result": "withdrawn"} for item in ITEMS]
        return self.check(when, who, judged="withdrawn", replaces=uuid, results=results)

    def give_back(self, check: Check) -> None:
        answer = review_check(self.staff, check.uuid, Decision("return", seen="complete", reason="too_little"))
        assert answer is not None
        assert answer.refusal is None

    def told(self, name: str = "done") -> str | None:
        with clock.at(LATER + dt.timedelta(hours=1)):
            [row] = self._client.get("/api/v1/snapshot", headers=self.bearer).json["courtyards"]
        return row[name] and row[name]["day"]


@pytest.fixture
def yard(client):
    return Yard(client)


def test_a_check_taken_back_leaves_what_stood_before(yard):
    yard.check(TUESDAY, faults=FAULT)
    mistake = yard.check(NOW)
    assert yard.told() == "2026-11-26"
    yard.withdraw(mistake.uuid)
    assert yard.told() == "2026-11-24"


def test_with_nothing_before_the_courtyard_is_to_do_again(yard):
    yard.withdraw(yard.check(NOW).uuid)
    assert yard.told() is None


def test_a_check_that_was_redone_does_not_come_back_with_its_successor(yard):
    first = yard.check(TUESDAY)
    again = yard.check(NOW, replaces=first.uuid)
    yard.withdraw(again.uuid)
    assert yard.told() is None


def test_a_returned_check_leaves_what_stood_before(yard):
    yard.check(TUESDAY)
    yard.give_back(yard.check(NOW))
    assert yard.told() == "2026-11-24"


def test_a_withdrawal_that_staff_return_takes_nothing_back(yard):
    undo = yard.withdraw(yard.check(NOW).uuid)
    yard.give_back(undo)
    assert yard.told() == "2026-11-26"


def test_rain_takes_nothing_back(yard):
    yard.check(TUESDAY)
    results = [{"item": item, "result": "not_assessed"} for item in ITEMS]
    yard.check(NOW, judged="weather", obstacle="rain", results=results)
    assert yard.told() == "2026-11-24"


def test_a_colleague_s_withdrawal_that_comes_first_takes_nothing_back(yard):
    named = make_uuid7(clock.milliseconds(NOW))
    yard.withdraw(named, TUESDAY, yard.other)
    yard.check(NOW, id=named)
    assert yard.told() == "2026-11-26"


def test_last_is_an_approved_check_that_no_approved_one_takes_back(yard):
    approve(yard.staff, yard.check(TUESDAY))
    mistake = yard.check(NOW)
    approve(yard.staff, mistake, LATER)
    undo = yard.withdraw(mistake.uuid)
    assert yard.told("last") == "2026-11-26"
    approve(yard.staff, undo)
    assert yard.told("last") == "2026-11-24"


def test_an_amended_check_tells_its_inspector_why_and_no_more_of_the_fault(yard, client):
    seen = yard.check(TUESDAY, faults=FAULT)
    decision = Decision("amend", seen="complete", text="不是这户的", changes=(Change("W1", "third_party"),))
    assert review_check(yard.staff, seen.uuid, decision).refusal is None
    with clock.at(LATER):
        told = client.get("/api/v1/snapshot", headers=yard.bearer).json
    assert [(each["state"], each["reason"]["text"]) for each in told["own_checks"]] == [("approved", "不是这户的")]
    assert told["courtyards"][0]["last"]["faults"] == []
