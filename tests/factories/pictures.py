"""Small real pictures."""

from __future__ import annotations

import io

from PIL import Image

SECRET = b"SECRET-PLACE"


def make_jpeg(colour: str = "brown") -> bytes:
    """A JPEG of 64 by 48 pixels in one colour."""
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(buffer, "JPEG")
    return buffer.getvalue()


def make_telling_jpeg(colour: str) -> bytes:
    """The same with SECRET in its comment."""
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(buffer, "JPEG", comment=SECRET)
    return buffer.getvalue()
