"""Small real pictures."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, PngImagePlugin

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


def make_signature(shift: int = 0, size: tuple[int, int] = (600, 200)) -> bytes:
    """A PNG as the page draws it: black strokes on white; with SECRET in its comment."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).line([(60 + shift, 50), (200, 150), (340, 60), (520, 140)], fill="black", width=4)
    words, buffer = PngImagePlugin.PngInfo(), io.BytesIO()
    words.add_text("comment", SECRET.decode())
    image.save(buffer, "PNG", pnginfo=words)
    return buffer.getvalue()
