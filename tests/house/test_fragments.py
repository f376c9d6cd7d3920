"""A fragment file is an element of a page: each is included somewhere, or its macro is called by a view."""

from __future__ import annotations

import re
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
VIEWS = TEMPLATES.parent / "webapp" / "blueprints"


def test_every_fragment_is_used_by_a_page():
    texts = {path: path.read_text() for path in TEMPLATES.rglob("*.html")}
    fragments = {path for path in texts if path.name.startswith("_")}
    texts |= {path: path.read_text() for path in VIEWS.rglob("*.py")}
    assert fragments
    unused = [
        path.relative_to(TEMPLATES).as_posix()
        for path in fragments
        if not any(
            re.search(rf"[\"']{re.escape(path.relative_to(TEMPLATES).as_posix())}[\"']", text)
            for other, text in texts.items()
            if other != path
        )
    ]
    assert unused == []


def test_no_template_has_inline_script_or_style():
    forbidden = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|hx-on|javascript:")
    found = [path.name for path in TEMPLATES.rglob("*.html") if forbidden.search(path.read_text())]
    assert found == []
