"""The rule book's pages: a draft is kept whatever is wrong with it, tried on past months, and put in force."""

from __future__ import annotations

import io
import re

import pytest

from tests.factories.browsers import Browser
from tests.factories.communities import make_community
from tests.factories.users import make_user
from webapp.extensions import db
from webapp.models import AuditEvent, RuleBookDraft, RuleBookVersion
from webapp.queries.rule_books import version_in_force
from webapp.rulebooks import default_text


def write(desk: Browser, text: str):
    return desk.post("/admin/rules/draft/", {"text": text})


def adopt(desk: Browser, month: str, **changes: str):
    seen = re.search(r'name="seen" value="(\w+)"', desk.get("/admin/rules/draft/adopt").text).group(1)
    return desk.post("/admin/rules/draft/adopt", {"month": month, "seen": seen} | changes)


def test_draft_begins_from_a_version_and_is_kept_though_it_is_wrong(desk):
    assert desk.post("/admin/rules/draft/begin", {"source": "version:1"}).status_code == 303
    assert "写得通：10个检查项目" in desk.get("/admin/rules/draft/").text
    write(desk, default_text().replace("bonus_cap: 10", "bonus_cap: many"))
    page = desk.get("/admin/rules/draft/").text
    line = default_text().split("\n").index("bonus_cap: 10") + 1
    assert f"第{line}行：加分上限" in page
    assert "bonus_cap: many" in page
    assert desk.get("/admin/rules/draft/adopt").headers["Location"] == "/admin/rules/draft/"


def test_draft_comes_from_a_file_in_the_encoding_of_an_old_office_program(desk):
    file = (io.BytesIO(default_text().encode("gb18030")), "rules.yaml")
    assert desk.post("/admin/rules/draft/begin", {"file": file}).status_code == 303
    assert db.session.query(RuleBookDraft).one().text == default_text()


def test_file_that_is_no_text_is_refused_and_no_draft_is_made(desk):
    answer = desk.post("/admin/rules/draft/begin", {"file": (io.BytesIO(b"\x89PNG\xff\xff"), "rules.yaml")})
    assert answer.status_code == 422
    assert "不是文字" in answer.text
    assert db.session.query(RuleBookDraft).count() == 0


def test_dry_run_names_the_households_that_would_differ_and_explains_one(desk, home):
    write(desk, default_text().replace("item_cost: 1}", "item_cost: 0}"))
    page = desk.get("/admin/rules/draft/try/?month=2026-10").text
    assert "3个院子：不一样1，变多1，变少0。" in page
    address = re.search(r"/admin/rules/draft/try/2026-10/\d+/", page).group(0)
    shown = desk.get(address).text
    assert shown.count('class="tree"') == 2
    assert "按草稿" in shown


def test_dry_run_is_a_file_for_spreadsheets_without_anything_they_take_for_a_day(desk, home):
    """27 lost W1: without a cost it would have 13 instead of 12."""
    write(desk, default_text().replace("item_cost: 1}", "item_cost: 0}"))
    answer = desk.get("/admin/rules/draft/try.csv?month=2026-10")
    rows = answer.data.decode("utf-8-sig").splitlines()
    assert "filename=dry-run-2026-10.csv" in answer.headers["Content-Disposition"]
    assert rows[0].startswith("年,月,")
    assert "2026,10,石阶巷27号院,何桂芳,12,13,1,," in rows
    assert len(rows) == 4


def test_dry_run_changes_nothing(desk, home):
    write(desk, default_text().replace("bonus_cap: 10", "bonus_cap: 1"))
    before = desk.get("/admin/rules/").text
    desk.get("/admin/rules/draft/try/")
    assert desk.get("/admin/rules/").text == before
    assert db.session.query(RuleBookVersion).count() == 1


def test_adopted_version_is_in_force_from_its_month_and_noted(desk, home):
    write(desk, default_text().replace("bonus_cap: 10", "bonus_cap: 8"))
    assert adopt(desk, "2027-01").status_code == 303
    assert version_in_force(home.community.id, "2026-12").version == 1
    assert version_in_force(home.community.id, "2027-01").version == 2
    assert db.session.query(AuditEvent).filter_by(action="rules_adopted").one().details["month"] == "2027-01"
    assert db.session.query(RuleBookDraft).count() == 0


@pytest.mark.parametrize(("month", "words"), [("2026-10", "已经用了现在的规则"), ("soon", "请选一个月份")])
def test_month_that_is_used_or_none_at_all_is_refused(desk, month, words):
    write(desk, default_text())
    answer = adopt(desk, month)
    assert (answer.status_code, words in answer.text) == (409, True)
    assert db.session.query(RuleBookVersion).count() == 1


def test_text_that_somebody_changed_meanwhile_is_not_adopted_unseen(desk):
    write(desk, default_text())
    answer = adopt(desk, "2027-01", seen="0" * 64)
    assert (answer.status_code, "有人刚刚改过" in answer.text) == (409, True)


def test_version_is_downloaded_as_it_was_written(desk):
    answer = desk.get("/admin/rules/1.yaml")
    assert answer.text == default_text()
    assert "attachment" in answer.headers["Content-Disposition"]


def test_other_roles_and_other_communities_see_no_rules(app, desk, home):
    write(desk, default_text())
    assert Browser(app, home.staff).get("/admin/rules/").status_code == 403
    stranger = Browser(app, make_user(make_community("别处"), "admin"))
    assert stranger.get("/admin/rules/draft/").status_code == 302
    assert stranger.get("/admin/rules/2.yaml").status_code == 404
