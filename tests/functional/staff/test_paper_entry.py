"""A walk on paper is typed in by plain forms: who walked, line by line, corrections, sheets, and what is refused."""

from __future__ import annotations

from io import BytesIO

import pytest

from tests.factories.browsers import Browser
from tests.factories.courtyards import make_courtyard
from tests.factories.neighbourhoods import TODAY as PUBLISHED_TODAY
from tests.factories.neighbourhoods import make_neighbourhood
from tests.factories.pictures import make_jpeg
from tests.factories.users import make_user, recuse
from webapp import clock
from webapp.extensions import db
from webapp.models import Check, TypedCheck, Walk, WalkSheet

DAY = "2026-10-06"


@pytest.fixture
def walk(office) -> str:
    return f"/staff/paper/entry/{office.inspector.id}/{DAY}/"


def line(yard, **more) -> dict:
    return {"courtyard": yard.code, "seen": "", "codes": "", "note": "", "obstacle": "", **more}


def test_from_the_choice_to_the_end_of_the_route(office, desk, walk):
    assert "王志远" in desk.get("/staff/paper/entry/").text
    answer = desk.get("/staff/paper/entry/", query_string={"inspector": office.inspector.id, "day": DAY})
    assert answer.headers["Location"] == walk
    first, second, third = office.courtyards
    assert "石阶巷27号院" in desk.get(walk).text
    answer = desk.post(walk, line(first, codes="w1 O2"))
    assert answer.status_code == 303
    assert f"at={second.code}" in answer.headers["Location"]
    shown = desk.get(answer.headers["Location"]).text
    assert "石阶巷29号院" in shown
    assert "W1 不合格、O2 不合格" in shown
    desk.post(walk, line(second, obstacle="snow"))
    answer = desk.post(walk, line(third))
    assert "这次巡查都录完了" in desk.get(answer.headers["Location"]).text
    made = db.session.query(Check).join(TypedCheck, TypedCheck.check_uuid == Check.uuid).order_by(Check.id).all()
    assert [(each.courtyard_id, each.judged) for each in made] == [
        (first.id, "whole"),
        (second.id, "weather"),
        (third.id, "whole"),
    ]
    assert "录了3次" in desk.get("/staff/paper/entry/").text


def test_going_back_shows_what_was_typed_and_saves_a_correction(office, desk, walk):
    yard = office.courtyards[0]
    desk.post(walk, line(yard, **{"mark-W1": "fixed", "note": "纸箱"}))
    page = desk.get(walk, query_string={"at": yard.code}).text
    assert '<option value="fixed" selected>' in page
    assert 'value="纸箱"' in page
    first = db.session.query(TypedCheck).one().check_uuid
    assert f'name="seen" value="{first}"' in page
    assert desk.post(walk, line(yard, seen=first, **{"mark-W1": "pass"})).status_code == 303
    assert desk.post(walk, line(yard, seen=first, **{"mark-W2": "fault"})).status_code == 409
    assert db.session.query(Check).filter_by(replaces=first).count() == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"codes": "w1 X9"}, "没有“x9”这一项"),
        ({"note": "纸箱"}, "说明要跟着一项问题"),
        ({"obstacle": "snow", "codes": "W1"}, "因为天气没有查的"),
        ({"obstacle": "thunder"}, "没有这个原因"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_typed_is_lost(office, desk, walk, given, told):
    answer = desk.post(
        walk, line(office.courtyards[0], **given, **{"mark-O1": "third_party" if "codes" in given else "pass"})
    )
    assert answer.status_code == 422
    assert told in answer.text
    for name in ("codes", "note"):
        if name in given:
            assert f'value="{given[name]}"' in answer.text
    assert db.session.query(TypedCheck).count() == 0


def test_recused_yards_are_left_to_others(app, office, walk):
    typist = make_user(office.community, "staff")
    recuse(typist, office.courtyards[0])
    recuse(office.inspector, office.courtyards[1])
    desk = Browser(app, typist)
    page = desk.get(walk).text
    assert "石阶巷31号院" in page
    assert "请别人来录" in page
    assert "走的人要回避" in page
    assert [desk.post(walk, line(yard)).status_code for yard in office.courtyards[:2]] == [403, 403]


def test_a_day_that_a_phone_walked_is_told_and_left_as_it_is(office, desk):
    walk = f"/staff/paper/entry/{office.inspector.id}/2026-10-05/"
    assert "这次巡查都录完了" in desk.get(walk).text
    page = desk.get(walk, query_string={"at": office.courtyards[0].code}).text
    assert "手机上查的，不用补录" in page
    answer = desk.post(walk, line(office.courtyards[0], codes="O3", seen=office.checks[0].uuid))
    assert answer.status_code == 409


def test_what_another_inspector_saw_that_day_is_told(office, desk):
    other = make_user(office.community, "inspector", name="孙静")
    page = desk.get(f"/staff/paper/entry/{other.id}/2026-10-05/").text
    assert "王志远这天也查过：W1 不合格" in page


def test_sheets_are_pictures_that_only_the_office_sees_with_their_walk(app, office, desk, walk):
    def send(*files):
        return desk.post(f"{walk}sheets", {"sheets": list(files)}, content_type="multipart/form-data")

    assert send((BytesIO(make_jpeg()), "a.jpg")).status_code == 409
    desk.post(walk, line(office.courtyards[0]))
    assert send().status_code == 422
    answer = send((BytesIO(b"%PDF-1.7 nothing"), "a.pdf"))
    assert answer.status_code == 422
    assert "PDF先截成图片" in answer.text
    assert send((BytesIO(make_jpeg()), "a.jpg")).status_code == 303
    sheet = db.session.query(WalkSheet).one()
    uuid = db.session.get(Walk, sheet.walk_id).uuid
    picture = f"/staff/walks/{uuid}/sheets/{sheet.sha256}/large.jpg"
    assert picture in desk.get(f"/staff/walks/{uuid}/").text
    assert desk.get(picture).mimetype == "image/jpeg"
    oversight = Browser(app, make_user(office.community, "oversight"))
    assert oversight.get(picture.replace("/staff/", "/oversight/")).status_code == 200
    stranger = Browser(app, make_user(make_neighbourhood("别的社区").community, "staff"))
    assert stranger.get(picture).status_code == 404
    elsewhere = picture.replace(uuid, office.checks[0].walk.uuid)
    assert desk.get(elsewhere).status_code == 404


def test_strange_days_people_and_yards_are_not_there(office, desk, walk):
    foreign = make_neighbourhood("别的社区")
    for place in (
        f"/staff/paper/entry/{foreign.inspector.id}/{DAY}/",
        f"/staff/paper/entry/{office.staff.id}/{DAY}/",
        f"/staff/paper/entry/{office.inspector.id}/2027-01-01/",
        f"/staff/paper/entry/{office.inspector.id}/someday/",
        f"/staff/paper/entry/{2**40}/{DAY}/",
    ):
        assert desk.get(place).status_code == 404, place
    assert desk.post(walk, line(foreign.yards[0])).status_code == 404
    for given in ({"inspector": "x", "day": DAY}, {"inspector": office.inspector.id, "day": "2027-01-01"}):
        assert desk.get("/staff/paper/entry/", query_string=given).status_code == 422


def test_companions_stay_with_the_walk_and_their_recusal_binds(office, desk, walk):
    along = make_user(office.community, "staff", name="吴敏")
    yard = make_courtyard(office.community, "33")
    recuse(along, yard)
    place = f"{walk}?along={along.id}"
    assert "吴敏" in desk.get(place).text
    assert f"along={along.id}" in desk.post(place, line(office.courtyards[0])).headers["Location"]
    assert desk.post(place, line(yard)).status_code == 403
    made = db.session.query(Check).join(TypedCheck, TypedCheck.check_uuid == Check.uuid).one()
    assert [each.user_id for each in made.companions] == [along.id]


def test_record_of_the_check_names_the_typist_who_may_not_approve(app, office, desk, walk):
    desk.post(walk, line(office.courtyards[0]))
    uuid = db.session.query(TypedCheck).one().check_uuid
    place = f"/staff/checks/{uuid}/"
    assert "纸质补录</dt><dd>刘芳" in desk.get(place).text
    decision = {"do": "approve", "seen": "complete"}
    assert desk.post(place, decision).status_code == 403
    other = Browser(app, make_user(office.community, "staff"))
    assert other.post(place, decision).status_code == 303


def test_a_day_of_a_month_that_is_confirmed_is_told_to_count_later(app):
    with clock.at(PUBLISHED_TODAY):
        home = make_neighbourhood()
        page = Browser(app, home.staff).get(f"/staff/paper/entry/{home.inspector.id}/2026-10-06/").text
        assert "这个月监督已经确认" in page
        page = Browser(app, home.staff).get(f"/staff/paper/entry/{home.inspector.id}/2026-11-04/").text
        assert "这个月监督已经确认" not in page
