"""Reading a publication's document: the text that was hashed, as plain data."""

from __future__ import annotations

from typing import Any


def published_row(document: dict[str, Any], account_id: int) -> dict[str, Any] | None:
    """The row of one account, or None when it does not stand in this publication."""
    rows = (row for lane in document["lanes"] for row in lane["rows"])
    return next((row for row in rows if row["account"] == account_id), None)
