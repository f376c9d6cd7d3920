"""Photos as pages show them: re-encoded, so that no metadata leaves with them, in two widths, kept once made."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal

import pillow_heif
from flask import Response, abort, current_app, send_file
from PIL import Image, ImageOps

from webapp.storage import keep_bytes, photo_path

Size = Literal["small", "large"]
WIDTHS: dict[Size, int] = {"small": 320, "large": 1280}
MAX_PIXELS = 80_000_000  # a 64-megapixel phone camera, and some more; beyond it a picture is refused

pillow_heif.register_heif_opener()


class NotAPicture(Exception):
    """The bytes are no picture that we can read, or one too large to be a photo."""


def answer_picture(community_id: int, sha256: str, size: str) -> Response:
    """The picture as a response; the caller has authorised it through the finding that names it."""
    if size not in WIDTHS:
        abort(404)
    settings = current_app.config["SANBAO"]
    source = photo_path(settings.photos, community_id, sha256)
    if not source.is_file():
        abort(404)
    shown = photo_path(settings.data / "pictures" / size, community_id, sha256)
    if not shown.is_file():
        keep_bytes(_render(source, WIDTHS[size]), shown)
    response = send_file(shown, mimetype="image/jpeg", etag=f"{sha256}-{size}", conditional=True)
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response


def inspect_picture(source: Path | io.BytesIO) -> str:
    """The media type of the picture in this file, found by decoding its header. Raises NotAPicture."""
    with _open(source) as image:
        return Image.MIME.get(image.format or "", "application/octet-stream")


def _render(path: Path, width: int) -> bytes:
    try:
        with _open(path) as image:
            upright = ImageOps.exif_transpose(image).convert("RGB")
            upright.thumbnail((width, width))
            buffer = io.BytesIO()
            upright.save(buffer, "JPEG", quality=82, optimize=True)
            return buffer.getvalue()
    except NotAPicture:
        abort(404)
    except OSError:
        # A file that breaks off in the middle of its pixels is found only while decoding.
        abort(404)


def _open(source: Path | io.BytesIO) -> Image.Image:
    try:
        image = Image.open(source, formats=("JPEG", "PNG", "WEBP", "HEIF"))
    except (OSError, Image.DecompressionBombError, SyntaxError, ValueError) as error:
        raise NotAPicture(str(error)) from error
    if image.width * image.height > MAX_PIXELS:
        raise NotAPicture(f"{image.width}×{image.height} pixels")
    return image
