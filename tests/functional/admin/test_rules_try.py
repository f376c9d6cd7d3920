"""The dry run's page: who would notice, what it comes to, and why each line is what it is."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.factories.checks import approve, at, make_check
from tests.factories.courtyards import account_of
from tests.factories.deeds import make_deed
from tests.factories.neighbourhoods import fault
from tests.factories.rule_texts import changed_text
from webapp import clock
from webapp.rulebooks import default_text

FREE = default_text().replace("item_cost: 1}", "item_cost: 0}")
LABEL = {"zh": "例", "en": "Example"}
HOURLY = {"code": "volunteering", "label": LABEL, "points": {"per_hour": 2}}
OCTOBER = "/admin/rules/draft/try/?month=2026-10"


def write(desk, text: str):
    desk.post("/admin/rules/draft/", {"text": text})


def explained(desk, yard, month: str = "2026-10") -> tuple[str, str]:
    """Both sides of one account, as text."""
    page = desk.get(f"/admin/rules/draft/try/{month}/{account_of(yard).id}/").text
    before, after = (re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part)) for part in page.split('id="after"'))
    return before, after


def test_fixed_value_of_the_draft_is_given_whatever_was_chosen_then(desk, home):
    write(desk, changed_text(deeds=[{"code": "suggestion", "label": LABEL, "points": 3}]))
    before, after = explained(desk, home.yards[0])
    assert "建言献策 10月20日 水井坡加装路灯 +1" in before
    assert "例 10月20日 水井坡加装路灯 +3" in after


def test_courtyard_not_assessed_is_listed_when_its_bonus_differs(desk, home):
    make_deed(home.yards[2], dt.date(2026, 10, 9), kind="suggestion")
    write(desk, changed_text(deeds=[{"code": "suggestion", "label": LABEL, "points": 3}]))
    page = desk.get(OCTOBER).text
    assert "未评（+3）" in page
    assert f"/try/2026-10/{account_of(home.yards[2]).id}/" in page


def test_last_month_that_is_over_is_tried_unless_others_are_asked_for(desk, home):
    write(desk, FREE)
    page = desk.get("/admin/rules/draft/try/").text
    assert re.findall(r'<h2 id="m([\d-]+)">', page) == ["2026-10"]


def test_no_month_at_all_is_answered_with_a_word(desk):
    write(desk, FREE)
    page = desk.get("/admin/rules/draft/try/?asked=1").text
    assert "请至少选一个月份。" in page
    assert '<h2 id="m' not in page


def test_sums_money_and_commended_stand_before_and_after(desk):
    """27 has 12 now and 13 then, 29 has 10; a point is half a yuan."""
    rate = {"who": "everybody", "rate": {"points": 1, "fen": 50}}
    honour = {"percent": 50, "minimum": 13}
    write(desk, changed_text(base={"full": 10, "item_cost": 0}, exchange=rate, commendation=honour))
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", desk.get(OCTOBER).text))
    assert "总分 22 23" in page
    assert "平均 11.0 11.5" in page
    assert "全兑换要多少元 – 11.50" in page
    assert "谁受表彰：现在0个，按草稿1个" in page
    assert "草稿多出来的 ：石阶巷27号院" in page


@pytest.mark.parametrize(("show", "doors"), [("differing", 1), ("more", 1), ("less", 0), ("rows", 3)])
def test_rows_are_filtered_by_links(desk, show, doors):
    write(desk, FREE)
    page = desk.get(f"{OCTOBER}&show={show}").text
    assert page.count('<th scope="row" class="nb">') == doors
    assert "order=change" in page


def test_rows_are_sorted_by_difference(desk, home):
    make_deed(home.yards[1], dt.date(2026, 10, 9), kind="suggestion")
    write(desk, changed_text(deeds=[{"code": "suggestion", "label": LABEL, "points": 5}]))
    by_door, by_change = (
        re.findall(r'class="nb">(\S+?)</th>', desk.get(f"{OCTOBER}&order={order}&show=rows").text)
        for order in ("door", "change")
    )
    assert by_door == ["石阶巷27号院", "石阶巷29号院", "石阶巷31号院"]
    assert by_change[0] in ("石阶巷27号院", "石阶巷29号院")
    assert sorted(by_change) == by_door


def test_deeds_that_the_draft_does_not_know_are_named_counted_and_explained(desk, home):
    write(desk, changed_text(deeds=[HOURLY]))
    assert "草稿里没有“建言献策”：1条按当时给的分算。" in desk.get(OCTOBER).text
    _, after = explained(desk, home.yards[0])
    assert "建言献策 10月20日 水井坡加装路灯 这份规则里没有这一种，按当时给的分算 +1" in after


def test_explanation_shows_minutes_and_says_where_none_were_noted(desk, home):
    make_deed(home.yards[1], dt.date(2026, 10, 9), quantity=90)
    write(desk, changed_text(deeds=[HOURLY]))
    assert "90分钟 × 一小时2分 +3" in explained(desk, home.yards[1])[1]
    assert "没有记时间，当60分钟 × 一小时2分 +2" in explained(desk, home.yards[0])[1]


def test_explanation_says_why_a_finding_costs_nothing_and_who_saw_it_put_right(desk, home):
    write(desk, FREE)
    before, after = explained(desk, home.yards[0])
    assert f"10月7日{home.inspector.name}复查，改好了，不扣分" in before
    assert "按这份规则，这一项不扣分" in after
    assert "当场改好，不扣分" in explained(desk, home.yards[1])[1]


def test_warning_of_an_earlier_month_holds_and_is_named_whichever_months_are_asked_for(desk, home):
    """W1 of 27: faulty in October, which warns, and again in November."""
    day = dt.date(2026, 11, 3)
    with clock.at(at(day, 18)):
        check = make_check(home.inspector, home.yards[0], at(day), {"W1": fault()})
        assert approve(home.staff, check).refusal is None
    text = default_text().replace("    example: litter\n", "    example: litter\n    escalation: tidy\n", 1)
    steps = [{"code": "first", "label": {"zh": "劝导", "en": "Advice"}}]
    text += f"\nescalations: {[{'code': 'tidy', 'within': 'quarter', 'steps': steps}]}\n"
    write(desk, text)
    assert "劝导，不扣分" in explained(desk, home.yards[0])[1]
    _, after = explained(desk, home.yards[0], "2026-11")
    assert "这个季度已经提醒过（10月5日） −1" in after
    account = account_of(home.yards[0]).id
    page = desk.get("/admin/rules/draft/try/?month=2026-11&show=rows").text
    row = re.search(rf"<tr>(?:(?!</tr>).)*try/2026-11/{account}/", page)
    assert re.findall(r'class="num">([^<]*)<', row.group(0)) == ["9", "9", "0"]


def test_file_keeps_door_numbers_as_they_are_called(desk, home):
    write(desk, FREE)
    text = desk.get("/admin/rules/draft/try.csv?month=2026-10").data.decode("utf-8-sig")
    assert "石阶巷31号院,王小明,未评,未评,0,," in text
