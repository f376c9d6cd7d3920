"""The manual in the page, in the reader's language."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest


@pytest.mark.parametrize(("language", "title"), [("zh_CN", "规则怎么写"), ("en", "The rule book")])
def test_manual_is_read_in_the_page(desk, language, title):
    desk._client.set_cookie("language", language)
    page = desk.get("/admin/rules/manual/").text
    assert f"<h1>{title}</h1>" in page
    assert page.count("<table>") > 10
    assert "<code>bonus_cap</code>" in page


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_links_of_the_manual_lead_somewhere_in_it_and_every_place_has_its_own_name(desk, language):
    desk._client.set_cookie("language", language)
    page = desk.get("/admin/rules/manual/").text
    names = re.findall(r' id="([^"]+)"', page)
    assert len(names) == len(set(names))
    assert {unquote(link) for link in re.findall(r'href="#([^"]+)"', page)} <= set(names)


def test_a_sentence_of_chinese_has_no_gap_where_its_line_ends_in_the_file(desk):
    page = desk.get("/admin/rules/manual/").text
    assert "是哪个月在定下的时候选，不写在文件里" in page
    assert not re.search("[一-龥]\\n[一-龥]", page)
