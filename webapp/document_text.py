"""The text of a published document as HTML: simple Markdown, no raw HTML, no pictures from anywhere."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

LOWEST = 6


def document_html(text: str) -> Markup:
    """Its headings begin below the page's own; tables scroll by themselves."""
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("table").disable("image")
    tokens: list[Token] = []
    for token in reader.parse(text):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + 2, LOWEST)}"
        if token.type == "table_open":
            tokens.append(_html('<div class="scroll" tabindex="0">'))
        tokens.append(token)
        if token.type == "table_close":
            tokens.append(_html("</div>"))
    return Markup(reader.renderer.render(tokens, reader.options, {}))


def _html(text: str) -> Token:
    return Token("html_block", "", 0, content=text)
