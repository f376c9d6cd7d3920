"""What residents load must be understood by phones of 2019: no newer CSS without something older beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tinycss2

DIST = Path(__file__).parents[2] / "static" / "dist"
SHEETS = ("public.css", "guide.css")
# Newer than Chrome 72, Firefox 67 or Safari 12, and nothing that only makes a page a little nicer.
NEWER = re.compile(
    r":has\(|:is\(|:where\(|(?<![-\w])inset(-\w+)*:|aspect-ratio:|@layer|@container|color-mix\(|oklch\(|\bclamp\(|[\d.][sld]v[hwib]\b"
    r"|(?<![-\w])translate:|(?<![-\w])scale:"
)

A_LINE_MORE = "#notices:has(.note)"  # a hairline between notes; without it they stand as close


def rules(text: str):
    """Every rule of the sheet with its selector and its declarations by name, also those within @media."""
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports") and rule.content:
            yield from rules(tinycss2.serialize(rule.content))
        elif rule.type == "qualified-rule":
            declared = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            assert all(each.type != "qualified-rule" for each in declared), "nested rules are from 2023"
            pairs = {each.lower_name: tinycss2.serialize(each.value).strip() for each in declared}
            yield tinycss2.serialize(rule.prelude).strip(), pairs


@pytest.mark.parametrize("name", SHEETS)
def test_residents_styles_use_nothing_that_phones_of_2019_do_not_know(name):
    text = (DIST / name).read_text(encoding="utf-8").replace(A_LINE_MORE, "")
    assert [text[max(found.start() - 40, 0) : found.end()] for found in NEWER.finditer(text)] == []


@pytest.mark.parametrize("name", SHEETS)
def test_gaps_stand_in_grids_only(name):
    """Between the parts of a flex line they are from 2021; margins do the same."""
    wrong = [
        selector
        for selector, declared in rules((DIST / name).read_text(encoding="utf-8"))
        if "gap" in declared and declared.get("display") != "grid"
    ]
    assert wrong == []


def test_search_for_newer_styles_finds_them():
    assert len(list(NEWER.finditer("a:has(b){inset:0;height:100dvh}c{aspect-ratio:1}"))) == 4
    [(selector, declared)] = list(rules("@media print{a{gap:1px;display:flex}}"))
    assert (selector, declared) == ("a", {"gap": "1px", "display": "flex"})
