"""The drawings of the checklist: one as it should be and one as it should not for each name, in our own colours."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from webapp.domain.rules.checklist import EXAMPLES

SPRITE = (Path(__file__).resolve().parents[2] / "static" / "img" / "examples.svg").read_text(encoding="utf-8")


def test_every_name_has_its_two_drawings_and_no_drawing_is_without_a_name():
    drawn = re.findall(r'<symbol id="([a-z-]+)" viewBox="0 0 150 110">', SPRITE)
    assert sorted(drawn) == sorted(f"{name}-{kind}" for name in EXAMPLES for kind in ("pass", "fault"))


def test_drawings_take_their_colours_from_the_page_and_hold_no_text_script_or_style():
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', SPRITE)) <= {
        *("none", "var(--fault)", "var(--fault-tint)", "var(--surface)", "var(--sunken)")
    }
    assert re.findall(r"<(?:text|style|script|image|foreignObject)|style=|http(?!://www.w3.org/2000/svg)", SPRITE) == []


def test_drawings_are_small_enough_for_the_first_load():
    assert len(gzip.compress(SPRITE.encode())) <= 6000
