"""Pledges and rules: written by the administrator, hung on the board, kept in versions."""

from __future__ import annotations

import pytest

from tests.factories.browsers import Browser
from tests.factories.neighbourhoods import make_neighbourhood
from tests.factories.users import make_user
from webapp.extensions import db
from webapp.models import AuditEvent, DocumentVersion

PLEDGE = {
    "version": "1",
    "title": "居民公约",
    "text": "# 总则\r\n\r\n门前三包，**人人**有份。\r\n\r\n- 天天扫",
    "effective_on": "2026-11-01",
}


@pytest.fixture
def address(home) -> str:
    return f"/c/{home.community.slug}/documents/1/"


def test_what_is_written_hangs_on_the_board_and_has_a_page(desk, client, home, address):
    assert "还没有文件" in desk.get("/admin/documents/").text
    assert desk.post("/admin/documents/1/", PLEDGE).status_code == 303
    assert f'href="{address}">居民公约' in client.get(f"/c/{home.community.slug}/2026-10/").text
    page = client.get(address)
    assert page.status_code == 200
    assert "<h3>总则</h3>" in page.text
    assert "<strong>人人</strong>" in page.text
    assert "第1版，2026年11月1日起生效" in page.text
    assert "English" in page.text


def test_a_form_that_was_sent_twice_writes_one_version(desk, home):
    for _time in range(2):
        assert desk.post("/admin/documents/1/", PLEDGE).status_code == 303
    assert db.session.query(DocumentVersion).count() == 1
    assert db.session.query(AuditEvent).filter_by(action="document_written").count() == 1


def test_other_words_for_a_version_that_somebody_wrote_are_told_and_not_lost(desk, home):
    desk.post("/admin/documents/1/", PLEDGE)
    answer = desk.post("/admin/documents/1/", PLEDGE | {"text": "另一种写法"})
    assert answer.status_code == 409
    assert "另一种写法</textarea>" in answer.text
    assert desk.post("/admin/documents/3/", PLEDGE).status_code == 409


def test_a_version_is_in_force_from_its_day_and_earlier_ones_can_be_read(desk, client, address):
    desk.post("/admin/documents/1/", PLEDGE)
    desk.post("/admin/documents/1/", PLEDGE | {"version": "2", "text": "新的写法", "effective_on": "2026-12-01"})
    page = client.get(address).text
    assert "门前三包" in page
    assert "新的写法" not in page
    coming = client.get(f"{address}?version=2").text
    assert "新的写法" in coming
    assert "还没有生效" in coming
    desk.post("/admin/documents/1/", PLEDGE | {"version": "3", "text": "再改", "effective_on": "2026-11-05"})
    assert "再改" in client.get(address).text
    assert "以前的一版" in client.get(f"{address}?version=1").text


def test_a_withdrawn_document_only_says_so_and_can_hang_again(desk, client, home, address):
    desk.post("/admin/documents/1/", PLEDGE)
    for _time in range(2):
        assert desk.post("/admin/documents/1/withdraw").status_code == 303
    page = client.get(address)
    assert (page.status_code, "已经撤回" in page.text, "天天扫" in page.text) == (410, True, False)
    assert "居民公约" not in client.get(f"/c/{home.community.slug}/").text
    desk.post("/admin/documents/1/withdraw", {"restore": "1"})
    assert client.get(address).status_code == 200
    assert db.session.query(AuditEvent).filter_by(action="document_withdrawn").count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", " ", "请写标题"),
        ("text", "", "请写正文"),
        ("text", "长" * 50_001, "太长了"),
        ("effective_on", "2026-02-30", "请选从哪天起生效"),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_stays(desk, field, value, words):
    answer = desk.post("/admin/documents/1/", PLEDGE | {field: value})
    assert answer.status_code == 422
    assert words in answer.text
    assert ("居民公约" in answer.text) == (field != "title")
    assert db.session.query(DocumentVersion).count() == 0


def test_html_and_pictures_in_the_text_stay_text(desk, client, address):
    text = '<script>alert(1)</script> ![x](https://example.org/x.png) [a](javascript:alert(1)) <b onclick="x">b</b>'
    desk.post("/admin/documents/1/", PLEDGE | {"text": text})
    page = client.get(address).text
    body = page[page.index("<article") : page.index("</article>")]
    assert "&lt;script&gt;" in body
    assert not any(part in body for part in ("<script", "<img", "<b ", 'href="javascript'))


def test_looking_first_writes_nothing(desk):
    page = desk.post("/admin/documents/1/", PLEDGE | {"look": "1"})
    assert "<h3>总则</h3>" in page.text
    assert db.session.query(DocumentVersion).count() == 0


def test_the_next_version_begins_with_the_last_one(desk):
    desk.post("/admin/documents/1/", PLEDGE)
    page = desk.get("/admin/documents/1/").text
    assert "写第2版" in page
    assert "天天扫</textarea>" in page


def test_a_foreign_community_has_none(app, desk):
    desk.post("/admin/documents/1/", PLEDGE)
    other = make_neighbourhood("邻社区")
    stranger = Browser(app, make_user(other.community, "admin"))
    assert stranger.get("/admin/documents/1/").status_code == 404
    assert stranger.post("/admin/documents/1/withdraw").status_code == 404
    assert stranger.get(f"/c/{other.community.slug}/documents/1/").status_code == 404
