"""Small real pictures."""

from __future__ import annotations

import io

from PIL import Image


def make_jpeg(colour: str = "brown") -> bytes:
    """A JPEG of 64 by 48 pixels in one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(buffer, "JPEG")
    return buffer.getvalue()
