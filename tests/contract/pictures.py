"""Photos for the wire: real pictures of a real size."""

import io

from PIL import Image


def make_picture(seed: int) -> bytes:
    """A JPEG of about 100 KB that no other seed makes."""
    buffer = io.BytesIO()
    Image.effect_noise((400, 300), 40 + seed).convert("RGB").save(buffer, "JPEG", quality=85)
    return buffer.getvalue()
