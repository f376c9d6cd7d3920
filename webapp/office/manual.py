"""The manual of rule books, docs/rulebook.md and its Chinese twin, as a page in the reader's language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from webapp.domain.rules.document import Path
from webapp.i18n import language
from webapp.paths import assets

FILES = {"en": "rulebook.md", "zh": "rulebook.zh.md"}
CHINESE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”"
ENDS, GOES_ON = re.compile(rf"([{CHINESE}]|[^`]`)$"), re.compile(rf" *[{CHINESE}]")

# Where the manual speaks of each part, counted by its second-level headings from 1; both languages have the same ones.
WRITTEN, FRAME, EVENTS, WALK, MEMBERS, BUCKETS, HONOURS, EXCHANGE = 2, 3, 6, 7, 8, 9, 10, 11
SECTIONS = {
    **dict.fromkeys(("deeds", "breaches", "categories", "escalations", "veto"), EVENTS),
    **dict.fromkeys(("groups", "items", "obstacles", "aggregation", "judges"), WALK),
    **dict.fromkeys(("commendation", "ratings"), HONOURS),
    **dict.fromkeys(("exchange", "budget"), EXCHANGE),
    "roll_up": MEMBERS,
    "buckets": BUCKETS,
}


@dataclass(frozen=True, slots=True)
class Manual:
    """`headings` are the anchors and titles of its sections."""

    title: str
    headings: tuple[tuple[str, str], ...]
    body: Markup


def section_of(path: Path) -> str:
    """The anchor of the section that tells how this field is written."""
    return f"part-{SECTIONS.get(str(path[0]), FRAME) if path else WRITTEN}"


def manual() -> Manual:
    return _rendered("en" if language().startswith("en") else "zh")


@lru_cache(maxsize=len(FILES))
def _rendered(tongue: str) -> Manual:
    """The file is our own; raw HTML in it is text all the same."""
    text = (assets() / "docs" / FILES[tongue]).read_text(encoding="utf-8")
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(unbroken(text))
    titles = [(token.tag, tokens[at + 1].content) for at, token in enumerate(tokens) if token.type == "heading_open"]
    parts = [title for tag, title in titles if tag == "h2"]
    body = reader.renderer.render(_anchored(tokens), reader.options, {}).replace("<pre>", '<pre tabindex="0">')
    return Manual(titles[0][1], tuple((f"part-{at}", title) for at, title in enumerate(parts, start=1)), Markup(body))


def _anchored(tokens: list[Token]) -> list[Token]:
    """Without the title, which the page has; every section and heading can be linked to, every table scrolls."""
    found, part = [], 0
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", slug(tokens[at + 1].content))
            if token.tag == "h2":
                part += 1
                found.append(_html(f'{"</section>" if part > 1 else ""}<section class="box" id="part-{part}">'))
        if token.type == "table_open":
            found.append(_html('<div class="scroll" tabindex="0">'))
        found.append(token)
        if token.type == "table_close":
            found.append(_html("</div>"))
    return [*_after_title(found), *([_html("</section>")] if part else [])]


def _after_title(tokens: list[Token]) -> list[Token]:
    return tokens[3:] if tokens and tokens[0].tag == "h1" else tokens


def _html(text: str) -> Token:
    return Token("html_block", "", 0, content=text)


def unbroken(text: str) -> str:
    """Sentences of Chinese on one line: where a line ends a browser would put a space."""
    lines: list[str] = []
    for line in text.split("\n"):
        if lines and not lines[-1].startswith("#") and ENDS.search(lines[-1]) and GOES_ON.match(line):
            lines[-1] += line.lstrip()
        else:
            lines.append(line)
    return "\n".join(lines)


def slug(heading: str) -> str:
    """The anchor by which links within the file name a heading, as code hosts make it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
