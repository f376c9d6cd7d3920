"""Words that somebody writes freely into a form and that are kept."""

from __future__ import annotations

from webapp.domain.imports.identity_number import holds_identity_number


def why_not_these(words: str, *, is_needed: bool = True) -> str | None:
    """The code of why they are not kept: there are none, or the number of an identity card is among them."""
    if is_needed and not words.strip():
        return "no_words"
    return "identity_number" if holds_identity_number(words) else None
