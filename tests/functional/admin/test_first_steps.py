"""The way to the first walk, on the administrator's page: computed from what is there, step by step."""

from __future__ import annotations

import re

import pytest

from tests.factories.browsers import Browser
from tests.factories.communities import grid_of, make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.users import make_user
from webapp.extensions import db
from webapp.models import AuditEvent, Grid
from webapp.operations.note_paper import note_paper
from webapp.paper.order import HANDBOOKS, PLATES


@pytest.fixture
def community(app):
    return make_community()


@pytest.fixture
def admin(community):
    return make_user(community, "admin")


@pytest.fixture
def newcomer(app, admin):
    return Browser(app, admin)


def steps_on(page: str) -> list[str]:
    """The steps' lines as read, without marks; the one that is next begins with an arrow."""
    listed = page[page.index('id="first-steps"') :].partition("</section>")[0]
    lines = re.findall(r"<li([^>]*)>(.*?)</li>", listed, re.DOTALL)
    return [("→" if "aria-current" in marks else "") + re.sub(r"<[^>]+>", "", line).strip() for marks, line in lines]


def test_an_empty_community_is_led_to_the_import(newcomer):
    page = newcomer.get("/admin/").text
    steps = steps_on(page)
    assert "做好了1步，共6步" in page
    assert steps[0].startswith("社区和规则：示例社区，规则第1版")
    assert steps[1].startswith("→名册：还没有院落")
    assert re.search(r'<a class="btn main" href="/admin/import/">去导入</a>', page)
    assert [step.startswith("→") for step in steps].count(True) == 1


def test_the_steps_are_told_in_english(newcomer):
    newcomer._client.set_cookie("language", "en")
    steps = steps_on(newcomer.get("/admin/").text)
    assert steps[1].startswith("→Roster: No courtyards yet")
    assert steps[4].startswith("Plates and handbooks: Not printed yet: Door plates, Points handbook")


def test_a_step_is_done_by_what_is_there_and_the_next_one_follows(newcomer, community):
    make_courtyard(community)
    steps = steps_on(newcomer.get("/admin/").text)
    assert steps[1].startswith("名册：1个院落、1户已导入")
    assert steps[2].startswith("网格和路线：1个网格，路线上有1个院落")
    assert steps[3].startswith("→账号：0位巡查员、0位工作人员、0位监督；还没有人走：第一网格")


def test_courtyards_that_take_no_part_this_month_are_on_no_route(newcomer, community):
    yard = make_courtyard(community)
    yard.enrolled_until = "2020-06"
    db.session.commit()
    assert steps_on(newcomer.get("/admin/").text)[2].startswith("→网格和路线：这个月还没有院落参加")


def test_a_grid_that_nobody_walks_is_named(newcomer, community):
    for role in ("inspector", "staff", "staff", "oversight"):
        make_user(community, role)
    yard = make_courtyard(community)
    assert steps_on(newcomer.get("/admin/").text)[3] == "账号：1位巡查员、2位工作人员、1位监督看账号"
    yard.grid = Grid(community_id=community.id, code="2", name="第二网格")
    db.session.commit()
    assert "→账号" in (step := steps_on(newcomer.get("/admin/").text)[3])
    assert "还没有人走：第二网格" in step
    assert grid_of(community).name not in step


def test_who_left_is_not_counted(newcomer, community):
    for role in ("inspector", "staff", "staff", "oversight"):
        make_user(community, role).active = role != "inspector"
    db.session.commit()
    make_courtyard(community)
    assert "→账号：0位巡查员、2位工作人员、1位监督；还没有人走：第一网格" in steps_on(newcomer.get("/admin/").text)[3]


def test_the_working_groups_steps_are_no_links_for_who_may_not_go_there(app, newcomer, community):
    page = newcomer.get("/admin/").text
    assert "这一步由工作小组来做" in page
    assert "/staff/paper/" not in page
    assert 'href="/staff/paper/"' in Browser(app, make_user(community, "admin", "staff")).get("/admin/").text


def test_what_was_printed_is_known_from_the_audit_trail(newcomer, community):
    staff = make_user(community, "staff")
    assert "还没有印：门牌标签、积分手册" in newcomer.get("/admin/").text
    note_paper(staff, PLATES, "", 3)
    assert "还没有印：积分手册" in newcomer.get("/admin/").text
    note_paper(staff, HANDBOOKS, "", 3)
    assert "门牌标签和积分手册都印过了" in newcomer.get("/admin/").text


def test_other_communities_count_for_nothing(newcomer, community):
    elsewhere = make_community("别处")
    make_courtyard(elsewhere)
    note_paper(make_user(elsewhere, "staff"), PLATES, "", 1)
    page = newcomer.get("/admin/").text
    assert "还没有院落" in page
    assert "还没有印：门牌标签、积分手册" in page


def test_all_steps_done_are_one_line(app, home, desk):
    for role in ("staff", "oversight"):
        make_user(home.community, role)
    for kind in (PLATES, HANDBOOKS):
        note_paper(home.staff, kind, "", 3)
    page = desk.get("/admin/").text
    assert re.search(r"<summary>.*开始用以前的6步都做好了</summary>", page)
    assert "第一次在10月5日，到现在收到" in page


def test_printing_is_noted_with_its_kind_and_doors_once_it_is_printed(app, home):
    browser = Browser(app, home.staff)
    assert browser.post("/staff/paper/", {"kind": "plates", "lane": "石阶巷", "number": "98"}).status_code == 422
    assert browser.post("/staff/paper/", {"kind": "plates"}).status_code == 200
    event = db.session.query(AuditEvent).filter_by(action="paper_ordered").one()
    assert (event.reference, event.actor_id) == ("plates", home.staff.id)
    assert event.details == {"month": "2026-11", "doors": 3}
