"""What staff and oversight print: for which door, with whose words, and for whose eyes."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.browsers import Browser
from tests.factories.courtyards import account_of, make_courtyard
from tests.factories.jobs import work_off
from tests.factories.neighbourhoods import MONTH, PIN, TODAY, make_neighbourhood, republish
from tests.factories.papers import Paper, read_pdf
from tests.factories.users import make_user
from tests.functional.security.test_hostile_texts import SCRIPT
from webapp import clock
from webapp.extensions import db
from webapp.models import AuditEvent, Deed, Lane, Score
from webapp.operations.finalise_month import finalise_month

PAGE = "/staff/paper/"
NO_STORE = "private, no-store"


def printed(browser: Browser, kind: str, page: str = PAGE, **more: str) -> Paper:
    answer = browser.post(page, {"kind": kind, **more})
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), answer.text
    assert answer.headers["Cache-Control"] == NO_STORE
    return read_pdf(answer.data)


def test_slips_say_score_reasons_and_until_when_to_object(staff, home):
    paper = printed(staff, "slips", month=MONTH)
    assert paper.sizes[0] == (210, 297)
    assert "12 分，满分20" in paper.text
    assert "地面有垃圾或污水 10月5日查到" in paper.text
    assert "最晚11月7日，联系0000-0000" in paper.text
    assert "这个月没有一次算数的检查，所以没有分。10月5日" in paper.text
    assert sorted(paper.codes) == sorted(f"http://localhost/d/{yard.code}/" for yard in home.yards)


def test_slip_of_one_door_holds_nothing_of_others_and_never_a_pin(staff, home):
    paper = printed(staff, "slips", month=MONTH, lane="石阶巷", number="２７号")
    assert "何**" in paper.text
    assert "帮老人修灯" in paper.text
    assert "院里别家1次" in paper.text
    for foreign in ("欧阳", "王", "租客的善事", "何桂芳", PIN, home.household.code):
        assert foreign not in paper.text, foreign
    assert paper.codes == [f"http://localhost/d/{home.yards[0].code}/"]


def test_a_door_of_two_lanes_is_printed_once_its_lane_is_chosen(staff, home):
    elsewhere = Lane(community_id=home.community.id, name="竹坡巷", position=9)
    db.session.add(elsewhere)
    yard = make_courtyard(home.community, "99", "赵同号")
    yard.lane, yard.number = elsewhere, "27"
    db.session.commit()
    answer = staff.post(PAGE, {"kind": "handbooks", "number": "27"})
    assert (answer.status_code, "是哪条巷的" in answer.text) == (422, True)
    assert "赵同号" not in printed(staff, "handbooks", lane="石阶巷", number="27").text


def test_handbook_tells_months_entries_and_balance_with_the_full_name(staff, home):
    paper = printed(staff, "handbooks", number="27")
    assert paper.sizes[0] == (148, 210)
    assert "何桂芳" in paper.text
    assert "2026年10月 9 +3 12" in paper.text
    assert "基础分 +10 10" in paper.text
    assert "地面有垃圾或污水 −1 9" in paper.text
    assert "12分" in paper.text
    assert "欧阳兰" not in paper.text


def test_checklist_has_every_door_by_surname_and_every_item(staff, home):
    paper = printed(staff, "checklists")
    assert "巡查表 示例社区 第一网格 石阶巷" in paper.text
    assert "27 何" in paper.text
    assert "29 欧阳" in paper.text
    assert all(code in paper.text for code in ("W1", "W4", "G2", "O4"))
    assert not any(name in paper.text for name in ("何桂芳", "欧阳兰", "王小明"))


def test_door_plates_open_their_doors_and_name_nobody(client, staff, home):
    paper = printed(staff, "plates", columns="3", rows="8")
    addresses = [f"http://localhost/d/{yard.code}/" for yard in home.yards]
    assert sorted(paper.codes) == sorted(addresses)
    assert client.get(addresses[0]).status_code == 200
    assert "何" not in paper.text


def test_labels_stand_in_the_grid_that_was_asked_for(staff, home):
    for number in range(101, 112):
        make_courtyard(home.community, str(number))
    assert len(printed(staff, "plates", columns="2", rows="5").pages) == 2
    assert len(printed(staff, "plates", columns="99", rows="99").pages) == 1


def test_much_paper_is_a_job_and_its_paper_is_only_for_who_ordered_it(app, staff, home):
    for number in range(101, 150):
        make_courtyard(home.community, str(number))
    started = staff.post(PAGE, {"kind": "plates"})
    assert started.status_code == 303
    waiting = staff.get(started.headers["Location"])
    assert "排着队" in waiting.text
    work_off(app)
    db.session.rollback()
    done = staff.get(started.headers["Location"])
    assert "印好了" in done.text
    file = f"{PAGE}{started.headers['Location'].split('/')[-2]}.pdf"
    assert file in done.text
    answer = staff.get(file)
    assert answer.headers["Cache-Control"] == NO_STORE
    assert len(read_pdf(answer.data).codes) == 52
    colleague = Browser(app, make_user(home.community, "staff"))
    stranger = Browser(app, make_neighbourhood("别的社区").staff)
    assert (colleague.get(file).status_code, stranger.get(file).status_code) == (404, 404)
    assert stranger.get(started.headers["Location"]).status_code == 404


def test_oversight_prints_what_shows_no_full_name(oversight, home):
    page = oversight.get("/oversight/paper/").text
    assert ("印积分条" in page, "印手册" in page, "印门牌标签" in page) == (True, False, False)
    assert "何**" in printed(oversight, "slips", "/oversight/paper/", month=MONTH).text
    for kind in ("handbooks", "plates"):
        assert oversight.post("/oversight/paper/", {"kind": kind}).status_code == 400


def test_paper_is_closed_to_inspectors(app, home):
    browser = Browser(app, home.inspector)
    assert browser.get(PAGE).status_code == 403
    assert browser.post(PAGE, {"kind": "plates"}).status_code == 403


def test_nothing_of_another_community_is_printed(app, staff, home):
    foreign = make_neighbourhood("别的社区")
    make_courtyard(foreign.community, "77", "赵外人")
    for kind, number in (("slips", ""), ("handbooks", "27"), ("checklists", ""), ("plates", "")):
        paper = printed(staff, kind, month=MONTH, number=number)
        assert "别的社区" not in paper.text
        assert f"http://localhost/d/{foreign.yards[0].code}/" not in paper.codes


@pytest.mark.parametrize(
    "order",
    [
        {},
        {"kind": "secrets"},
        {"kind": "slips", "month": "2026-11"},
        {"kind": "slips", "month": "x"},
        {"kind": "plates", "lane": "别处的巷"},
    ],
)
def test_order_for_what_is_not_there_is_refused(staff, home, order):
    assert staff.post(PAGE, order).status_code == 400


def test_door_that_nobody_has_is_answered_in_words(staff, home):
    answer = staff.post(PAGE, {"kind": "slips", "month": MONTH, "number": SCRIPT})
    assert answer.status_code == 422
    assert "没有可印的" in answer.text
    assert "<script>alert" not in answer.text


def test_texts_of_an_attacker_are_printed_as_texts(staff, home):
    account = account_of(home.yards[0])
    score = db.session.query(Score).filter_by(account_id=account.id).one()
    evil = "<img src=file:///etc/passwd>" + SCRIPT
    score.lines = [{**line, "note": evil} if line["kind"] != "base" else line for line in score.lines]
    home.yards[0].lane.name = "<b>巷</b>"
    db.session.query(Deed).update({"text": evil})
    db.session.commit()
    paper = printed(staff, "slips", month=MONTH, number="27")
    assert "<img src=file:///etc/passwd>" in paper.text
    assert "<script>alert(1)</script>" in paper.text
    for kind in ("checklists", "plates", "handbooks"):
        assert "<b>巷</b>" in printed(staff, kind, number="27").text, kind


def test_month_page_offers_its_papers_and_the_text_for_the_group(staff, oversight, home):
    page = staff.get(f"/staff/months/{MONTH}/").text
    assert f"/c/{home.community.slug}/{MONTH}/notice-a3.pdf" in page
    assert "27号 12  29号 10  31号 未评" in page
    assert 'data-copy="chat-1"' in page
    watched = oversight.get(f"/oversight/months/{MONTH}/").text
    assert "/oversight/paper/" in watched
    assert "chat-1" not in watched


def test_month_that_is_not_published_prints_nothing(app):
    home = make_neighbourhood(published=False)
    assert "notice-a3" not in Browser(app, home.staff).get(f"/staff/months/{MONTH}/").text


def finalised(home) -> None:
    with clock.at(TODAY + dt.timedelta(days=10)):
        finalise_month(home.staff, MONTH)


def test_certificates_name_the_commended_of_a_final_month_in_full_with_a_number_each(staff, home):
    assert staff.post(PAGE, {"kind": "certificates", "month": MONTH}).status_code == 400
    finalised(home)
    answer = staff.post(PAGE, {"kind": "certificates", "month": MONTH})
    assert (answer.status_code, "没有受表彰的" in answer.text) == (422, True)
    republish(home, commended=True)  # 27
    assert "印证书" in staff.get(PAGE).text
    paper = printed(staff, "certificates", month=MONTH)
    assert (paper.sizes, len(paper.pages)) == ([(297, 210)], 1)
    for words in ("编号 202610001", "石阶巷27号院", "何桂芳", "2026年10月", "得12分（满分20分）", "2026年11月15日"):
        assert words in paper.text, words
    assert "欧阳兰" not in paper.text
    assert printed(staff, "certificates", month=MONTH, number="27").text == paper.text
    assert staff.post(PAGE, {"kind": "certificates", "month": MONTH, "number": "29"}).status_code == 422


def test_certificates_are_for_staff_alone(oversight, home):
    finalised(home)
    assert oversight.post("/oversight/paper/", {"kind": "certificates", "month": MONTH}).status_code == 400
    assert "印证书" not in oversight.get("/oversight/paper/").text


def test_every_order_leaves_a_trace_without_names_or_doors(app, staff, home):
    printed(staff, "handbooks", number="27")
    printed(staff, "plates")
    staff.post(PAGE, {"kind": "handbooks", "number": "4711"})
    found = db.session.query(AuditEvent).filter_by(action="paper_ordered").order_by(AuditEvent.id)
    assert [(event.actor_id, event.reference, event.details["doors"]) for event in found] == [
        (home.staff.id, "handbooks", 1),
        (home.staff.id, "plates", 3),
    ]
    for number in range(101, 115):
        make_courtyard(home.community, str(number))
    assert staff.post(PAGE, {"kind": "handbooks"}).status_code == 303
    assert [event.details["doors"] for event in found][-1] == 17
    assert "打印" in Browser(app, home.oversight).get("/oversight/audit/").text
