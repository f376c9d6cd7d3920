"""A role's first week on one sheet, to lie beside the keyboard or in the pocket."""

from __future__ import annotations

from base64 import b64encode

from webapp.guides import guide
from webapp.paper.press import print_pdf
from webapp.paths import assets


def guide_pdf(role: str) -> bytes:
    return print_pdf("guide", role=role, guide=guide(role, _inside))


def _inside(name: str) -> str:
    """The picture itself: the press fetches nothing."""
    return f"data:image/png;base64,{b64encode((assets() / 'static' / name).read_bytes()).decode()}"
