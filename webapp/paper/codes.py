"""QR codes as drawings that stand in a sheet."""

from __future__ import annotations

import segno
from markupsafe import Markup


def code(address: str) -> Markup:
    """The address as an SVG element; its text is in no place but the drawing."""
    return Markup(segno.make(address, error="m").svg_inline(border=2, omitsize=True, dark="#000"))
