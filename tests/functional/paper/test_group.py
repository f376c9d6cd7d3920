"""A published month on its way to the chat group: the key, the preview, the sending, and what became of it."""

from __future__ import annotations

import re

import pytest

from tests.conftest import make_settings
from tests.factories import jobs
from tests.factories.browsers import Browser
from tests.factories.neighbourhoods import MONTH, make_neighbourhood
from tests.factories.users import make_user
from tests.robots import KEY, robot_server
from webapp.chat.message import group_markdown
from webapp.chat.robot import LONGEST_MARKDOWN
from webapp.extensions import db
from webapp.models import GroupMessage
from webapp.operations.keep_robot import keep_robot
from webapp.paper.notice import notice_of
from webapp.queries.publications import publications_of

PAGE = f"/staff/months/{MONTH}/group/"


@pytest.fixture
def robot(app, home):
    with robot_server() as server:
        settings = app.config["SANBAO"]
        app.config["SANBAO"] = make_settings(
            settings.data, database_url=settings.database_url, chat_robot=server.address
        )
        assert keep_robot(home.staff, KEY)
        yield server


def work_off(app) -> None:
    """The worker has a session of its own; the test's forgets what it knew."""
    jobs.work_off(app)
    db.session.rollback()


def form(kind: str = "markdown", nth: int = 0, number: int = 1) -> dict:
    return {"form": kind, "nth": nth, "number": number}


def test_key_is_kept_and_never_shown_again(app, home):
    admin = Browser(app, make_user(home.community, "admin"))
    assert "还没有填" in admin.get("/admin/webhook/").text
    assert admin.post("/admin/webhook/", {"key": "no key"}).status_code == 422
    answer = admin.post("/admin/webhook/", {"key": KEY})
    assert answer.status_code == 303
    shown = admin.get(answer.headers["Location"]).text
    assert f"结尾是{KEY[-4:]}" in shown
    assert "qyapi.weixin.qq.com" in shown
    assert KEY not in shown
    admin.post("/admin/webhook/forget")
    assert "还没有填" in admin.get("/admin/webhook/").text


def test_what_is_shown_is_what_is_said_and_pressed_twice_it_is_said_once(app, home, staff, robot):
    assert PAGE in staff.get(f"/staff/months/{MONTH}/").text
    page = staff.get(PAGE).text
    shown = re.search(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)[1]
    assert "示例社区2026年10月门前三包积分公示" in shown
    for _ in range(2):
        assert staff.post(PAGE, form()).status_code == 303
    assert "等着发" in staff.get(PAGE).text
    work_off(app)
    assert [message["markdown"]["content"] for message in robot.said] == [shown]
    page = staff.get(PAGE).text
    assert "文字，发出去了" in page
    assert "再发一次" in page
    staff.post(PAGE, form(nth=1))
    work_off(app)
    assert len(robot.said) == 2


def test_what_the_robot_refused_is_told_in_words(app, home, staff, robot):
    keep_robot(home.staff, "1" * 36)
    staff.post(PAGE, form())
    work_off(app)
    page = staff.get(PAGE).text
    assert "文字，没有发出去" in page
    assert "密钥不对" in page
    assert "1" * 36 not in page


def test_without_a_robot_a_stale_page_or_a_month_there_is_nothing_to_send(app, home, staff):
    assert "还没有群机器人" in staff.get(PAGE).text
    assert staff.post(PAGE, form()).status_code == 409
    assert staff.post(PAGE, form(number=2)).status_code == 409
    assert staff.post(PAGE, form("voice")).status_code == 400
    assert staff.post(PAGE, form(nth=5)).status_code == 400
    assert staff.get("/staff/months/2020-01/group/").status_code == 404
    assert db.session.query(GroupMessage).count() == 0


def test_another_community_has_its_own_robot_and_messages(app, home, staff, robot):
    staff.post(PAGE, form())
    foreign = Browser(app, make_neighbourhood("别的社区").staff)
    page = foreign.get(PAGE).text
    assert "还没有群机器人" in page
    assert "发过的" not in page


def test_markdown_is_cut_at_a_line_and_says_so_and_keeps_its_ending(home):
    publications = publications_of(home.community.id, MONTH)
    notice = notice_of(home.community, publications, "http://localhost/c/x/2026-10/")
    short = group_markdown(notice)
    assert "太长" not in short
    rows = [{"number": f"{each}", "name": "何**", "total": 9, "code": ""} for each in range(900)]
    notice.document["lanes"] = [{"name": "石阶<@all>巷[x](http://evil)", "rows": rows}]
    text = group_markdown(notice)
    assert len(text.encode()) <= LONGEST_MARKDOWN
    assert "（太长，后面的在网上看。）" in text
    assert text.splitlines()[-2:] == short.splitlines()[-2:]
    assert "[网上看](http://localhost/c/x/2026-10/)" in text
    assert "<@all>" not in text
    assert "](http://evil)" not in text
