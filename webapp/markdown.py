"""Texts of docs/ that the program shows: Markdown made into a page's sections."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

CHINESE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”"
ENDS, GOES_ON = re.compile(rf"([{CHINESE}]|[^`]`)$"), re.compile(rf" *[{CHINESE}]")


@dataclass(frozen=True, slots=True)
class Written:
    """`headings` are the anchors and titles of its sections."""

    title: str
    headings: tuple[tuple[str, str], ...]
    body: Markup


def written(text: str, section: str = "box", picture: Callable[[str], str] = str) -> Written:
    """The text as HTML; `section` is the class of its parts, `picture` makes an address of one in the file.

    The files are our own; raw HTML in them is text all the same.
    """
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(unbroken(text))
    titles = [(token.tag, tokens[at + 1].content) for at, token in enumerate(tokens) if token.type == "heading_open"]
    parts = [title for tag, title in titles if tag == "h2"]
    _gather_pictures(tokens, picture)
    body = reader.renderer.render(_anchored(tokens, section), reader.options, {})
    body = body.replace("<pre>", '<pre tabindex="0">')
    return Written(titles[0][1], tuple((f"part-{at}", title) for at, title in enumerate(parts, start=1)), Markup(body))


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


def _gather_pictures(tokens: list[Token], place: Callable[[str], str]) -> None:
    """A paragraph of pictures is a strip of its own; what the file says of each stands below it, for everybody."""
    for before, token in pairwise(tokens):
        inside = token.children or []
        if any(each.type == "image" for each in inside):
            before.attrSet("class", "pictures")
            token.children = [_picture(each, place) if each.type == "image" else each for each in inside]


def _picture(token: Token, place: Callable[[str], str]) -> Token:
    source, words = escape(place(str(token.attrGet("src")))), escape(token.content)
    shown = f'<img src="{source}" alt="{words}"><span aria-hidden="true">{words}</span>'
    return Token("html_inline", "", 0, content=f'<span class="picture">{shown}</span>')


def _anchored(tokens: list[Token], section: str) -> list[Token]:
    """Without the title, which the page has; every section and heading can be linked to, every table scrolls."""
    found, part = [], 0
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", slug(tokens[at + 1].content))
            if token.tag == "h2":
                part += 1
                found.append(_html(f'{"</section>" if part > 1 else ""}<section class="{section}" id="part-{part}">'))
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
