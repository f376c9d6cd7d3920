"""A cell that a spreadsheet would take for a formula is only a text: marked in CSV, and unmarked when it comes back."""

from __future__ import annotations

# Full-width ones too: where Chinese is typed, some spreadsheets take them for the plain ones.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guard(text: str) -> str:
    """With a ' in front where it is needed; what looks guarded already gets another."""
    return f"'{text}" if text.lstrip("'").startswith(STARTS) else text


def unguard(text: str) -> str:
    """The text before guard()."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(STARTS) else text
