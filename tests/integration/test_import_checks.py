"""Checks from paper: they become entries of their inspectors, wait for review, and are never counted twice."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.checks import approve, at, make_check
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.tables import fates, take
from tests.factories.users import make_user, recuse
from webapp import clock
from webapp.extensions import db
from webapp.models import AuditEvent, Change, Check, ReceivedEntry, Walk
from webapp.operations.import_file import Changed, preview, read_file, take_file
from webapp.rulebooks import shipped_text

TODAY = dt.date(2026, 10, 7)
HEAD = "日期,门牌号,巡查员,问题项\n"


@pytest.fixture(autouse=True)
def today(app):
    with clock.at(at(TODAY, 9)):
        yield


@pytest.fixture
def yards(community, inspector):
    return [make_courtyard(community, number) for number in ("27", "29")]


def codes(judged) -> list[tuple[int, str, str]]:
    return [(row.number, each.field, each.code) for row in judged.rows for each in row.problems]


def faults(check: Check) -> dict[str, str]:
    return {finding.item: finding.result for finding in check.findings}


def test_row_becomes_a_check_of_its_inspector_that_staff_approve(community, inspector, staff, yards):
    judged = take(
        community,
        f"{HEAD}2026-10-05,27,{inspector.name},W1、垃圾入桶\n2026年10月5日,29,{inspector.number},无\n",
        "checks",
    )
    assert fates(judged) == {"new": 2}
    first, second = db.session.query(Check).order_by(Check.courtyard_id)
    assert (first.day, first.month, first.state, first.inspector_id) == (
        dt.date(2026, 10, 5),
        "2026-10",
        "complete",
        inspector.id,
    )
    assert (faults(first), faults(second)) == ({"W1": "fault", "W2": "fault"}, {})
    assert db.session.query(Walk).count() == 1
    assert db.session.query(AuditEvent).one().details["new"] == 2
    assert approve(staff, first, at(TODAY, 10)).refusal is None


def test_columns_of_items_take_every_result(community, yards):
    text = "日期,门牌号,W1 地面干净,W2,无积雪积水粪便,O1,O2\n2026-10-05,27,√,×,没有这项,当场改好,\n"
    take(community, text, "checks")
    assert faults(db.session.query(Check).one()) == {"W2": "fault", "W3": "not_applicable", "O1": "fixed"}


def test_same_file_again_changes_nothing(community, inspector, yards):
    text = f"{HEAD}2026-10-05,27,,W1\n2026-10-06,27,,\n"
    take(community, text, "checks")
    counted = [db.session.query(model).count() for model in (Check, ReceivedEntry, Change)]
    assert fates(take(community, text, "checks")) == {"unchanged": 2}
    assert [db.session.query(model).count() for model in (Check, ReceivedEntry, Change)] == counted


def test_what_a_phone_sent_already_is_unchanged_or_left_as_it_is(community, inspector, yards):
    make_check(inspector, yards[0], at(dt.date(2026, 10, 5)), {"W1": {"result": "fault"}})
    judged = take(community, f"{HEAD}2026-10-05,27,,W1\n2026-10-05,27,,W2\n", "checks")
    assert (fates(judged), codes(judged)) == ({"unchanged": 1, "bad": 1}, [(3, "day", "check_frozen")])
    assert db.session.query(Check).count() == 1


def test_rules_of_the_wire_hold_for_paper_and_a_refused_row_leaves_nothing(community, inspector, yards):
    recuse(inspector, yards[1])
    yards[0].enrolled_from = "2026-10"
    db.session.commit()
    other = make_user(community, name="孙静")
    rows = ("05,29,,", "05,27,,", "08,27,,", "05,99,,", f"05,27,{other.name},")
    text = HEAD + "2026-09-30,27,,\n2020-01-01,27,,\n" + "".join(f"2026-10-{row}\n" for row in rows)
    judged = take(community, text, "checks")
    assert codes(judged) == [
        (2, "", "courtyard_not_enrolled"),
        (3, "", "day_implausible"),
        (4, "", "not_your_courtyard"),
        (6, "day", "day_to_come"),
        (7, "number", "no_courtyard"),
        (8, "inspector", "no_inspector"),
    ]
    assert [db.session.query(model).count() for model in (Check, ReceivedEntry, Walk, Change)] == [1, 1, 1, 1]


def test_what_cannot_be_read_is_named(community, yards):
    text = "日期,门牌号,W1,问题项\n2026-10-05,27,也许,\n2026-10-05,27,,X9\n2026-10-05,27,,\n2026-10-05,27,,\n,29,,\n"
    judged = take(community, text, "checks")
    assert codes(judged) == [
        (2, "item:W1", "no_result"),
        (3, "faults", "no_item"),
        (5, "number", "checked_above"),
        (6, "day", "no_day"),
    ]
    assert db.session.query(Check).count() == 1


def test_preview_writes_nothing_and_what_changed_since_is_not_taken(community, inspector, yards):
    file = read_file(community, "checks", f"{HEAD}2026-10-05,27,,W1\n".encode())
    seen = preview(community, None, file).seen
    assert db.session.query(ReceivedEntry).count() == 0
    make_check(inspector, yards[0], at(dt.date(2026, 10, 5)))
    with pytest.raises(Changed):
        take_file(community.id, None, file, seen)
    assert db.session.query(Check).count() == 1


def test_how_bad_and_how_many_stand_in_the_cell_and_an_obstacle_in_its_column(app):
    community = make_community(rules=shipped_text("qianfen"))
    inspector = make_user(community, "inspector")
    for number in ("27", "29", "31", "33"):
        make_courtyard(community, number)
    text = (
        "日期,门牌号,A1,A2,A3,B1,没查全的原因\n"
        "2026-10-05,27,严重,3,,不合格 bare,\n"
        "2026-10-05,29,,,,,大雨\n"
        "2026-10-05,31,fault slight,,,,locked\n"
        "2026-10-05,33,,许多,,,\n"
        "2026-10-05,33,,,,,打雷\n"
    )
    judged = take(community, text, "checks")
    assert codes(judged) == [(5, "item:A2", "no_result"), (6, "obstacle", "no_obstacle")]
    first, second, third = db.session.query(Check).order_by(Check.courtyard_id)
    graded = {each.item: (each.result, each.severity, each.count) for each in first.findings}
    assert graded == {
        "A1": ("fault", "serious", None),
        "A2": ("fault", None, 3),
        "B1": ("fault", "bare", None),
    }
    assert (second.judged, second.obstacle, set(faults(second).values())) == ("weather", "rain", {"not_assessed"})
    assert (third.judged, third.obstacle, faults(third)["A1"]) == ("lane", "locked", "fault")
    assert inspector.id == first.inspector_id
    assert fates(take(community, text, "checks")) == {"unchanged": 3, "bad": 2}
