"""The draft's page: everything that is wrong at once, where and in words; what is sound is read back in sentences."""

from __future__ import annotations

import re

import pytest

from webapp.extensions import db
from webapp.models import RuleBookDraft
from webapp.rulebooks import default_text

WRONG = (
    default_text()
    .replace("bonus_cap: 10", "bonus: 10")
    .replace("points: {least: 1, most: 3}", "points: -3")
    .replace("restore_days: 3", "restore_days: 300")
)


def write(desk, text: str, **more: str):
    return desk.post("/admin/rules/draft/", {"text": text} | more)


def line_of(part: str, text: str = WRONG) -> int:
    return next(at for at, line in enumerate(text.split("\n"), start=1) if part in line)


def test_everything_that_is_wrong_is_told_at_once_and_in_the_order_of_the_text(desk):
    write(desk, WRONG)
    page = desk.get("/admin/rules/draft/?saved=1").text
    assert "已存下，还用不了：有3处要改。" in page
    lines = [int(line) for line in re.findall(r"<b>第(\d+)行：", page)]
    assert lines == sorted([line_of("bonus: 10"), line_of("restore_days: 300"), line_of("points: -3")])


def test_what_is_wrong_is_named_as_people_name_it_and_leads_to_its_line_and_to_the_manual(desk):
    write(desk, WRONG)
    page = desk.get("/admin/rules/draft/").text
    at = line_of("points: -3")
    assert f"第{at}行：加分“社区活动”" in page
    assert f'href="#line-{at}" data-line="{at}"' in page
    assert f'id="line-{at}"' in page
    assert 'href="/admin/rules/manual/#part-6"' in page


def test_misspelt_field_is_answered_with_the_one_that_was_probably_meant(desk):
    write(desk, WRONG)
    assert "是不是要写bonus_cap？" in desk.get("/admin/rules/draft/").text


@pytest.mark.parametrize("text", ["title: [", "- 1", "items: {a: 1}", "items: [3, {code: 5}, {label: x}]", "7"])
def test_text_of_any_other_form_is_told_too(desk, text):
    write(desk, text)
    assert "要改的地方" in desk.get("/admin/rules/draft/").text


def test_what_is_no_yaml_is_said_of_the_whole(desk):
    write(desk, "title: [")
    assert "整份规则" in desk.get("/admin/rules/draft/").text


def test_empty_text_is_called_empty(desk):
    write(desk, " \n")
    page = desk.get("/admin/rules/draft/").text
    assert "还没有写内容。" in page
    assert "写得通" not in page


def test_list_of_versions_says_that_the_draft_is_faulty(desk):
    write(desk, WRONG)
    assert "还用不了：有3处要改。" in desk.get("/admin/rules/").text


def test_sound_draft_is_read_back_and_compared_with_what_is_in_force(desk):
    write(desk, default_text().replace("bonus_cap: 10", "bonus_cap: 8"))
    page = desk.get("/admin/rules/draft/?saved=1").text
    assert "<del>所有加分合起来一个月最多10分。</del>" in page
    assert "<ins>所有加分合起来一个月最多8分。</ins>" in page
    assert "<li>包卫生，地面干净：不合格扣1分。</li>" in page


@pytest.mark.parametrize(("then", "path"), [("try", "/admin/rules/draft/try/"), ("adopt", "/admin/rules/draft/adopt")])
def test_other_buttons_keep_the_text_too_before_they_go_on(desk, then, path):
    write(desk, default_text())
    text = default_text().replace("bonus_cap: 10", "bonus_cap: 9")
    assert write(desk, text, then=then).headers["Location"] == path
    assert db.session.query(RuleBookDraft).one().text == text


def test_faulty_text_is_kept_and_goes_nowhere(desk):
    assert write(desk, WRONG, then="adopt").headers["Location"] == "/admin/rules/draft/?saved=1"
    assert db.session.query(RuleBookDraft).one().text == WRONG
