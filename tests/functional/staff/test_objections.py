"""The pages of objections: taken at the counter, answered, appealed, corrected, as people at their desks do it."""

from __future__ import annotations

import json
import re

import pytest

from tests.factories.browsers import Browser
from tests.factories.courtyards import account_of
from tests.factories.neighbourhoods import make_neighbourhood
from tests.factories.objections import answer, correction, taken
from tests.factories.users import make_user, recuse
from tests.integration.objections_scene import DAY, IN_NOTICE, LAST_DAY, MONTH, Dispute, make_dispute
from webapp import clock
from webapp.domain.months.objection import Outcome
from webapp.extensions import db
from webapp.models import LedgerEntry, Objection, ObjectionStep, Publication

LIST = "/staff/objections/"
DESK = f"/staff/months/{MONTH}/"

# Fields that a page says are wrong.
WRONG = re.compile(r'<input [^>]*id="(\w+)"[^>]*aria-invalid="true"')


@pytest.fixture
def scene(app, scenes):
    with clock.at(IN_NOTICE):
        yield scenes.play(app, make_dispute)


@pytest.fixture
def desk(app, scene) -> Browser:
    return Browser(app, scene.other)


@pytest.fixture
def oversight(app, scene) -> Browser:
    return Browser(app, scene.oversight)


def form(scene: Dispute, **changes) -> dict:
    told = {"month": MONTH, "account": account_of(scene.yard).id, "line": "finding:W1"}
    return told | {"text": "那天的箱子是隔壁的", "told_by": "何桂芳"} | changes


def answer_form(scene: Dispute, **changes) -> dict:
    return {"do": "answer", "seen": 1, "outcome": "upheld", "phrase": "照片里看不清", "reason": "", **changes}


def test_objection_is_found_by_door_number_or_holder_and_taken(desk, scene):
    for asked in ("27", "２７号", "何桂芳"):
        assert f"account={account_of(scene.yard).id}" in desk.get(f"{LIST}?number={asked}").text
    assert "没有找到" in desk.get(f"{LIST}?number=99").text
    page = desk.get(f"/staff/objections/new?month={MONTH}&account={account_of(scene.yard).id}").text
    assert page.count('name="line"') == 5, "W1, three deeds, all of it"
    made = desk.post("/staff/objections/new", form(scene))
    assert made.status_code == 303
    shown = desk.get(made.headers["Location"]).text
    assert "那天的箱子是隔壁的" in shown
    assert "何桂芳来说的" in shown
    assert shown.count("的检查</h3>") == 2
    assert "等答复" in desk.get(LIST).text


def test_account_s_page_leads_to_the_form_and_shows_what_was_objected_to(desk, scene):
    page = f"{DESK}accounts/{account_of(scene.yard).id}/"
    assert f"/staff/objections/new?month={MONTH}" in desk.get(page).text
    made = taken(scene.staff, scene.yard, MONTH, "finding:W1")
    assert f"/staff/objections/{made.id}/" in desk.get(page).text


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"text": " "}, 422, "还没写"),
        ({"told_by": ""}, 422, "写上来的人的姓名"),
        ({"line": "finding:W9"}, 422, "选一项"),
        ({"account": 999_999}, 404, ""),
        ({"account": "27; DROP"}, 404, ""),
        ({"month": "2026-09"}, 404, ""),
    ],
)
def test_what_can_not_be_taken_says_why_and_keeps_what_was_typed(desk, scene, changes, status, words):
    answered = desk.post("/staff/objections/new", form(scene, **changes))
    assert answered.status_code == status
    assert words in answered.text
    assert db.session.query(Objection).count() == 0
    if status == 422 and "text" not in changes:
        assert "那天的箱子是隔壁的" in answered.text


def test_same_objection_sent_twice_is_one_and_another_to_that_line_is_told(desk, scene):
    first, again = (desk.post("/staff/objections/new", form(scene)).headers["Location"] for _ in range(2))
    assert first == again
    other = desk.post("/staff/objections/new", form(scene, text="别的话"))
    assert (other.status_code, "已经登记过" in other.text) == (409, True)


def test_after_the_notice_the_form_says_so_and_late_goes_to_oversight(app, scene):
    with clock.at(LAST_DAY + DAY):
        desk, oversight = Browser(app, scene.other), Browser(app, scene.oversight)
        page = desk.get(f"/staff/objections/new?month={MONTH}&account={account_of(scene.yard).id}").text
        assert "已经结束" in page
        refused = desk.post("/staff/objections/new", form(scene))
        assert (refused.status_code, "由监督决定收不收" in refused.text) == (422, True)
        made = desk.post("/staff/objections/new", form(scene, late="1")).headers["Location"]
        key = db.session.query(Objection).one().id
        assert "答复，住户能看到" not in desk.get(made).text
        place = f"/oversight/objections/{key}/"
        assert "收下，交工作小组答复" in oversight.get(place).text
        refused = oversight.post(place, {"do": "admit", "words": ""})
        assert (refused.status_code, WRONG.findall(refused.text)) == (422, ["words"])
        refused = oversight.post(place, {"do": "answer", "outcome": "rejected", "seen": "1", "reason": " "})
        assert (refused.status_code, WRONG.findall(refused.text)) == (422, ["refused"])
        assert oversight.post(place, {"do": "admit", "words": "住院了"}).status_code == 303
        assert "答复，住户能看到" in desk.get(made).text


def test_answer_is_given_with_a_phrase_and_read_by_the_household(desk, scene):
    made = taken(scene.staff, scene.yard, MONTH, "finding:W1")
    place = f"{LIST}{made.id}/"
    assert desk.post(place, answer_form(scene, reason="箱子上有隔壁的单子。")).status_code == 303
    step = db.session.query(ObjectionStep).filter_by(step="answer").one()
    assert step.text == "照片里看不清。箱子上有隔壁的单子。"
    assert len(json.loads(step.effects)) == 2
    assert "成立" in desk.get(place).text


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"phrase": ""}, 422, "写一句理由"),
        ({"outcome": ""}, 422, "选一个"),
        ({"outcome": "adjusted"}, 422, "勾选要改的"),
        ({"outcome": "adjusted", "finding": "no-check W1"}, 422, "勾选要改的"),
        ({"seen": 7}, 409, "别人刚刚改过"),
        ({"seen": "x"}, 409, "别人刚刚改过"),
        ({"do": "close"}, 400, ""),
    ],
)
def test_answer_that_is_not_whole_is_refused_in_place(desk, scene, changes, status, words):
    made = taken(scene.staff, scene.yard, MONTH, "finding:W1")
    answered = desk.post(f"{LIST}{made.id}/", answer_form(scene, **changes))
    assert answered.status_code == status
    assert words in answered.text
    assert db.session.query(ObjectionStep).count() == 1


def test_whoever_approved_it_or_is_a_relative_sees_why_they_may_not_answer(app, scene):
    made = taken(scene.other, scene.yard, MONTH, "finding:W1")
    recuse(scene.third, scene.yard)
    for user, words in ((scene.staff, "查过、审过或者认定过"), (scene.third, "要回避")):
        browser = Browser(app, user)
        assert words in browser.get(f"{LIST}{made.id}/").text
        refused = browser.post(f"{LIST}{made.id}/", answer_form(scene))
        assert (refused.status_code, words in refused.text) == (403, True)
    assert Browser(app, scene.staff).post(f"{LIST}{made.id}/", {"do": "refer", "words": "都经手过"}).status_code == 303
    assert db.session.get(Objection, made.id).state == "appealed"


def test_two_at_once_the_second_is_told_who_answered_and_what(app, scene, desk):
    made = taken(scene.staff, scene.yard, MONTH, "finding:W1")
    desk.post(f"{LIST}{made.id}/", answer_form(scene, outcome="rejected"))
    late = Browser(app, scene.third).post(f"{LIST}{made.id}/", answer_form(scene))
    assert late.status_code == 409
    assert "别人刚刚改过" in late.text
    assert "程知秋" in late.text
    assert db.session.query(ObjectionStep).filter_by(step="answer").one().outcome == "rejected"


def test_appeal_goes_to_oversight_whose_answer_is_the_last(desk, oversight, scene):
    made = taken(scene.staff, scene.yard, MONTH, "finding:W1")
    answer(scene.other, made, Outcome.REJECTED)
    place, above = f"{LIST}{made.id}/", f"/oversight/objections/{made.id}/"
    assert desk.post(place, {"do": "appeal", "words": ""}).status_code == 422
    assert oversight.post(above, answer_form(scene, seen=2)).status_code == 409, "not before it was brought there"
    assert desk.post(place, {"do": "appeal", "words": "还是不对"}).status_code == 303
    assert "等监督答复" in oversight.get("/oversight/objections/").text
    assert desk.post(place, answer_form(scene, seen=3)).status_code == 409
    assert oversight.post(above, answer_form(scene, seen=3)).status_code == 303
    assert db.session.get(Objection, made.id).outcome == "upheld"


def test_overdue_ones_stand_first_and_say_so(app, scene):
    taken(scene.staff, scene.yard, MONTH, "finding:W1")
    with clock.at(IN_NOTICE + 2 * DAY):
        taken(scene.staff, scene.yards[1], MONTH, "score")
    with clock.at(IN_NOTICE + 6 * DAY):
        page = Browser(app, scene.other).get(LIST).text
    assert page.count("就该答复") == 1
    assert page.index("何桂芳") < page.index("欧阳兰")


def test_correction_is_previewed_agreed_to_published_and_hangs_on_the_board(app, scene, desk, oversight):
    answer(scene.other, taken(scene.staff, scene.yard, MONTH, "finding:W1"), Outcome.UPHELD)
    page = desk.get(DESK).text
    assert "1户要更正" in page
    assert "等监督同意" in page
    assert desk.post(DESK, {"step": "republish"}).status_code == 409
    assert desk.post(DESK, {"step": "agree"}).status_code == 400, "no step of theirs"
    above = f"/oversight/months/{MONTH}/"
    assert oversight.post(above, {"step": "agree", "note": "0" * 64}).status_code == 409
    digest = correction(MONTH, scene.community.id).digest
    assert digest in oversight.get(above).text
    assert oversight.post(above, {"step": "agree", "note": digest}).status_code == 303
    assert "重新公示更正" in desk.get(DESK).text
    assert desk.post(DESK, {"step": "republish"}).status_code == 303
    assert "1户要更正" not in desk.get(DESK).text
    board = Browser(app).get(f"/c/{scene.community.slug}/{MONTH}/").text
    assert "1处更正" in board
    assert "12分改为13分" in board
    assert db.session.query(Publication).count() == 2
    assert db.session.query(LedgerEntry).filter_by(kind="reversal").count() > 0


def test_month_is_not_offered_to_be_final_while_an_objection_is_unsettled(app, scene):
    taken(scene.staff, scene.yard, MONTH, "finding:W1")
    with clock.at(LAST_DAY + DAY):
        desk = Browser(app, scene.other)
        page = desk.get(DESK).text
        assert "1件没有答复" in page
        assert "公示到期，定稿" not in page
        refused = desk.post(DESK, {"step": "finalise"})
        assert (refused.status_code, "还有异议没有了结" in refused.text) == (409, True)


def test_objections_are_nobody_else_s(app, scene):
    made = taken(scene.staff, scene.yard, MONTH, "finding:W1")
    elsewhere = make_neighbourhood("另一个社区")
    places = [f"{LIST}{made.id}/", f"/oversight/objections/{made.id}/"]
    for place, role in zip(places, ("staff", "oversight"), strict=True):
        stranger = Browser(app, make_user(elsewhere.community, role))
        assert stranger.get(place).status_code == 404
        assert stranger.post(place, answer_form(scene)).status_code == 404
    foreign = f"/staff/objections/new?month={MONTH}&account={account_of(scene.yard).id}"
    assert Browser(app, elsewhere.staff).get(foreign).status_code == 404
    assert Browser(app, scene.oversight).get(LIST).status_code == 403
    assert Browser(app, scene.staff).get("/oversight/objections/").status_code == 403
    assert Browser(app, scene.inspector).get(f"{LIST}{made.id}/").status_code == 403
    assert Browser(app, scene.staff).get(f"{LIST}{10**12}/").status_code == 404


def test_months_page_never_says_that_all_is_settled_while_a_late_one_waits(app, scene):
    with clock.at(LAST_DAY + DAY):
        taken(scene.staff, scene.yard, MONTH, "finding:W1", late=True)
        page = Browser(app, scene.other).get(DESK).text
    assert "1件过期的，等监督决定收不收" in page
    assert "都了结了" not in page
