"""Paper is typed in line by line: each is its inspector's check at once, and what is typed twice is one."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.checks import approve, at, make_check
from tests.factories.courtyards import make_courtyard
from tests.factories.pictures import make_jpeg
from tests.factories.tables import take
from tests.factories.users import make_user, recuse
from webapp import clock
from webapp.domain.imports.typed_line import TypedLine, statement_of
from webapp.extensions import db
from webapp.models import AuditEvent, Change, Check, ReceivedEntry, TypedCheck, Walk, WalkSheet
from webapp.operations.add_sheets import add_sheets
from webapp.operations.receive_photo import PhotoRefused
from webapp.operations.type_check import Line, Taken, type_check
from webapp.queries.paper_walks import sheets_of
from webapp.queries.rule_books import rule_book_in_force

TODAY, DAY = dt.date(2026, 10, 7), dt.date(2026, 10, 5)


@pytest.fixture(autouse=True)
def today(app):
    with clock.at(at(TODAY, 9)):
        yield


@pytest.fixture
def yard(community, inspector):
    return make_courtyard(community, "27")


def line(inspector, yard, codes: str = "", day: dt.date = DAY, seen: str = "", along=(), **more) -> Line:
    _, book = rule_book_in_force(inspector.community_id, f"{day:%Y-%m}")
    statement = statement_of(book, day.month, TypedLine(codes=codes, **more))
    return Line(inspector.id, day, yard.code, statement | {"companions": [str(each.id) for each in along]}, seen)


def saved(typist, *said, **more) -> str:
    taken = type_check(typist, line(*said, **more))
    assert taken is not None
    assert taken.refusal is None
    return taken.check


def counted() -> list[int]:
    return [db.session.query(model).count() for model in (Check, ReceivedEntry, Walk, Change, TypedCheck, AuditEvent)]


def test_typed_line_is_the_walkers_check_and_names_its_typist(inspector, staff, yard):
    uuid = saved(staff, inspector, yard, "w1 O2", note="纸箱")
    check = db.session.query(Check).one()
    assert (check.uuid, check.inspector_id, check.day, check.state) == (uuid, inspector.id, DAY, "complete")
    assert {each.item: (each.result, each.note) for each in check.findings} == {
        "W1": ("fault", "纸箱"),
        "O2": ("fault", ""),
    }
    typed, event = db.session.query(TypedCheck).one(), db.session.query(AuditEvent).one()
    assert (typed.typist_id, typed.check_uuid) == (staff.id, uuid)
    assert (event.action, event.actor_id, event.reference, event.details) == (
        "paper_typed",
        staff.id,
        uuid,
        {"inspector": inspector.id},
    )


def test_who_typed_it_does_not_approve_it(community, inspector, staff, yard):
    saved(staff, inspector, yard)
    check = db.session.query(Check).one()
    assert approve(staff, check, at(TODAY, 10)).refusal == "own_typing"
    assert approve(make_user(community, "staff"), check, at(TODAY, 10)).refusal is None


def test_same_line_again_changes_nothing_whoever_sends_it_and_whatever_they_saw(community, inspector, staff, yard):
    first = saved(staff, inspector, yard, "W1")
    before = counted()
    for typist, seen in ((staff, ""), (staff, first), (make_user(community, "staff"), "")):
        assert type_check(typist, line(inspector, yard, "1", seen=seen)) == Taken(first)
    assert counted() == before


def test_one_that_was_imported_is_the_same_check(community, inspector, staff, yard):
    uuid = saved(staff, inspector, yard, "W1")
    take(community, f"日期,门牌号,巡查员,问题项\n{DAY},27,{inspector.number},W1\n", "checks")
    assert db.session.query(Check).one().uuid == uuid


def test_correction_replaces_and_a_stale_page_is_told(community, inspector, staff, yard):
    first = saved(staff, inspector, yard, "W1")
    assert type_check(staff, line(inspector, yard, "W2")) == Taken(refusal="changed")
    second = saved(staff, inspector, yard, "W2", seen=first)
    third = saved(staff, inspector, yard, "W1", seen=second)
    chain = {check.uuid: check.replaces for check in db.session.query(Check)}
    assert chain == {first: None, second: first, third: second}
    assert db.session.query(Walk).count() == 1
    approve(make_user(community, "staff"), db.session.query(Check).filter_by(uuid=third).one(), at(TODAY, 10))
    assert type_check(staff, line(inspector, yard, "W2", seen=third)) == Taken(refusal="approved")


def test_what_a_phone_sent_is_not_overwritten_but_may_be_said_once_more(inspector, staff, yard):
    check = make_check(inspector, yard, at(DAY, 10), {"W1": {"result": "fault"}})
    assert type_check(staff, line(inspector, yard, "W2", seen=check.uuid)) == Taken(refusal="from_phone")
    assert type_check(staff, line(inspector, yard, "W1")) == Taken(check.uuid)
    assert db.session.query(TypedCheck).count() == 0


def test_recusal_binds_walker_companion_and_typist_and_a_refusal_leaves_nothing(community, inspector, staff, yard):
    other, along = make_courtyard(community, "29"), make_user(community, "staff")
    recuse(inspector, other)
    recuse(along, yard)
    typist = make_user(community, "staff")
    recuse(typist, yard)
    before = counted()
    assert type_check(staff, line(inspector, other)) == Taken(refusal="not_your_courtyard")
    assert type_check(staff, line(inspector, yard, along=[along])) == Taken(refusal="companion_recused")
    assert type_check(typist, line(inspector, yard)) == Taken(refusal="typist_recused")
    assert type_check(staff, line(inspector, yard, day=dt.date(2026, 10, 8))) == Taken(refusal="day_to_come")
    assert type_check(staff, line(inspector, yard, day=dt.date(2020, 1, 1))) == Taken(refusal="day_implausible")
    assert counted() == before


def test_nobody_of_another_community_is_known(inspector, staff, yard):
    assert type_check(staff, line(staff, yard)) is None
    stranger = Line(inspector.id, DAY, "nowhere", line(inspector, yard).statement)
    assert type_check(staff, stranger) is None


def test_a_morning_s_walk_typed_in_before_noon_has_no_wrong_clock(inspector, staff, yard):
    saved(staff, inspector, yard, day=TODAY)
    assert db.session.query(Check).one().skewed is False


def test_sheet_is_kept_once_with_its_walk_and_what_is_no_picture_is_refused(inspector, staff, yard):
    saved(staff, inspector, yard)
    walk = db.session.query(Walk).one()
    data = make_jpeg()
    assert [add_sheets(staff, walk.uuid, [data, data]), add_sheets(staff, walk.uuid, [data])] == [1, 0]
    [sheet] = sheets_of(walk)
    assert (sheet.added_by, db.session.query(WalkSheet).count()) == (staff.id, 1)
    with pytest.raises(PhotoRefused):
        add_sheets(staff, walk.uuid, [b"%PDF-1.7 no picture"])
    assert len(sheets_of(walk)) == 1
