"""Where a form may send the reader afterwards: only to a path of our own."""

from __future__ import annotations

from urllib.parse import urlsplit


def own_path(target: str, otherwise: str = "") -> str:
    """`target` when it is a plain path on this server, else `otherwise`."""
    if not target.startswith("/") or target.startswith("//") or "\\" in target or not target.isprintable():
        return otherwise
    try:
        parts = urlsplit(target)
    except ValueError:
        return otherwise
    return otherwise if parts.scheme or parts.netloc else target
