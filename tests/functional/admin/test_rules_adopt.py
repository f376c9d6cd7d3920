"""Putting a draft in force: what it says and changes stands there first, and what became of other versions after."""

from __future__ import annotations

import re

import pytest

from webapp.queries.rule_books import version_in_force
from webapp.rulebooks import default_text


def adopt(desk, cap: int, month: str):
    desk.post("/admin/rules/draft/", {"text": default_text().replace("bonus_cap: 10", f"bonus_cap: {cap}")})
    page = desk.get(f"/admin/rules/draft/adopt?month={month}").text
    seen = re.search(r'name="seen" value="(\w+)"', page).group(1)
    return page, desk.post("/admin/rules/draft/adopt", {"month": month, "seen": seen})


def test_before_the_decision_stand_month_differences_and_all_sentences(desk):
    page, _ = adopt(desk, 8, "2027-01")
    assert "和2027年1月本来要用的第1版不同的地方" in page
    assert "<ins>所有加分合起来一个月最多8分。</ins>" in page
    assert "<li>每个月先给10分；没有检查过的月份不给。</li>" in page
    assert "定下，从2027年1月起生效" in page


def test_afterwards_version_and_month_are_named(desk):
    _, answer = adopt(desk, 8, "2027-01")
    assert "第2版已经定下，从2027年1月起生效。" in desk.get(answer.headers["Location"]).text


@pytest.mark.parametrize("month", ["2026-12", "2027-01"])
def test_version_yet_to_come_is_replaced_by_one_from_the_same_month_or_an_earlier_one(desk, home, month):
    adopt(desk, 8, "2027-01")
    page, _ = adopt(desk, 9, month)
    assert "第2版本来从2027年1月起，还没用过。" in page
    assert version_in_force(home.community.id, "2027-02").version == 3
    assert "第3版替掉了" in desk.get("/admin/rules/").text


def test_version_from_a_later_month_leaves_the_one_before_it(desk, home):
    adopt(desk, 8, "2026-12")
    page, _ = adopt(desk, 9, "2027-01")
    assert "还没用过" not in page
    assert version_in_force(home.community.id, "2026-12").version == 2
    assert "替掉了" not in desk.get("/admin/rules/").text


def test_version_is_read_in_the_page_with_what_it_changed(desk):
    adopt(desk, 8, "2027-01")
    page = desk.get("/admin/rules/2/").text
    assert "和第1版不同的地方" in page
    assert "<ins>所有加分合起来一个月最多8分。</ins>" in page
    assert "还没到" in page
    assert "不同的地方" not in desk.get("/admin/rules/1/").text
    assert desk.get("/admin/rules/3/").status_code == 404


def test_without_a_draft_there_is_nothing_to_adopt(desk):
    assert desk.get("/admin/rules/draft/adopt").headers["Location"] == "/admin/rules/draft/"
    assert desk.post("/admin/rules/draft/adopt", {"month": "2027-01", "seen": ""}).status_code == 404
