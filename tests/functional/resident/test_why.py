"""The card says by which rule each point came or went, what cut or restored it, and what can still be done."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.factories.checks import approve, at, make_check
from tests.factories.neighbourhoods import TODAY, fault
from tests.unit.domain.small_book import small_book
from webapp import clock
from webapp.domain.scoring.line import Kind, Line
from webapp.explanations import Row, explain

HELP = {"code": "help", "label": {"zh": "帮邻居", "en": "Help"}, "points": 2, "cap": {"month": 3}}
DEEDS = [Line(Kind.BONUS, "help", 2, sources=(source,)) for source in "12"]
CUT = Line(Kind.CAP, "deeds.help.cap.month", -1, sources=("2",))


def whys(page: str) -> list[str]:
    """What the card says when "by which rule" is opened, line by line."""
    found = re.findall(r"按哪条规则</summary>(.*?)</details>", page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", each).split()) for each in found]


def explained(app, *lines: Line) -> list[Row]:
    with app.test_request_context(headers={"Accept-Language": "zh-CN"}):
        return explain(small_book(deeds=[HELP]), lines)


def test_lines_of_the_card_name_their_rule_and_what_became_of_it(card):
    base, lost, restored, *deeds = whys(card.get("/card/").text)
    assert base == "每个月先给10分，查到不合格才扣；没有查的、没有评的，不扣。"
    assert lost == (
        "包卫生，地面干净：不合格扣1分。 这个月查到2次，一项一个月只扣一次。"
        " 查到以后3天以内，复查改好了就不扣分。 期限里没有复查到改好，所以扣了；改好以后，下个月不再扣。"
    )
    assert restored.endswith("10月7日复查看到改好了，分还在。")
    assert [each.split("：")[0] for each in deeds] == ["志愿服务", "建言献策"]


def test_running_month_says_what_to_do_until_when(card, home):
    approve(home.staff, make_check(home.inspector, home.yards[0], at(dt.date(2026, 11, 4)), {"G2": fault()}))
    with clock.at(TODAY):
        assert "还来得及：11月7日以前改好，巡查员复查看到，分就还给您。" in " ".join(whys(card.get("/card/").text))


def test_cut_stands_beside_what_it_cut_and_says_how_much(app):
    deeds, cut = explained(app, *DEEDS, CUT)
    assert deeds.why == ("帮邻居：2分；一个月最多3分。", "帮邻居一个月最多3分，多的不算；一共少算1分。")
    assert cut.why == ("涉及帮邻居1次；一共少算1分。",)


def test_deeds_that_no_limit_cut_name_none(app):
    [deeds] = explained(app, DEEDS[0])
    assert deeds.why == ("帮邻居：2分；一个月最多3分。",)


@pytest.mark.parametrize("size", ["normal", "elder"])
def test_reasons_are_closed_until_somebody_asks(card, size):
    card.set_cookie("size", size)
    page = card.get("/card/").text
    assert whys(page)
    assert not re.search(r"<details[^>]* open[^>]*><summary>(?:(?!</summary>).)*按哪条规则", page)
