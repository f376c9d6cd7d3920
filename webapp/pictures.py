"""Photos as pages show them: re-encoded, so that no metadata leaves with them, in two widths, kept once made."""

from __future__ import annotations

import io
import struct
import threading
from pathlib import Path
from typing import Literal

import pillow_heif
from flask import Response, abort, current_app, send_file
from PIL import Image, ImageOps

from webapp.photo_store import photos
from webapp.storage import keep_bytes, photo_path

Size = Literal["small", "large"]
WIDTHS: dict[Size, int] = {"small": 320, "large": 1280}
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
MAX_PIXELS = 80_000_000  # a 64-megapixel phone camera, and some more; beyond it a picture is refused

# What decoders raise on broken files; a photo's bytes are whatever a phone, or somebody with its token, sent.
BROKEN = (
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    RuntimeError,
    struct.error,
)

pillow_heif.register_heif_opener()
# One at a time: the largest picture takes most of a gigabyte while it is made small.
_rendering = threading.Lock()


class NotAPicture(Exception):
    """The bytes are no picture that we can read, or one too large to be a photo."""


def answer_picture(community_id: int, sha256: str, size: str) -> Response:
    """The picture as a response; the caller has authorised it through the finding that names it."""
    if size not in WIDTHS:
        abort(404)
    if not photos().has(community_id, sha256):
        abort(404)
    shown = photo_path(current_app.config["SANBAO"].data / "pictures" / size, community_id, sha256)
    if not shown.is_file():
        keep_bytes(_render(photos().read(community_id, sha256), WIDTHS[size]), shown)
    response = send_file(shown, mimetype="image/jpeg", etag=f"{sha256}-{size}", conditional=True)
    response.headers["Cache-Control"] = (
        "private, no-cache"  # after signing out on a shared phone it must not be shown again
    )
    return response


def inspect_picture(source: Path | io.BytesIO) -> str:
    """The media type of the picture in this file, found by decoding its header. Raises NotAPicture."""
    with _open(source) as image:
        # Cameras put further pictures behind the first (MPO); such a file is a JPEG like any other.
        return Image.MIME[image.format] if image.format in FORMATS else "image/jpeg"


def _render(photo: bytes, width: int) -> bytes:
    try:
        with _rendering, _open(io.BytesIO(photo)) as image:
            image.thumbnail((width, width))  # before all else: of a JPEG it then reads no more than it needs
            image.load()
            shown = _upright(image).convert("RGB")
            shown.info.clear()  # a comment in it would be written again
            buffer = io.BytesIO()
            shown.save(buffer, "JPEG", quality=82, optimize=True)
            return buffer.getvalue()
    except (NotAPicture, *BROKEN):
        # A file that breaks off in the middle of its pixels is found only while decoding.
        abort(404)


def _upright(image: Image.Image) -> Image.Image:
    """Turned as its EXIF says; one with broken EXIF is shown as it lies."""
    try:
        return ImageOps.exif_transpose(image)
    except BROKEN:
        return image


def _open(source: Path | io.BytesIO) -> Image.Image:
    try:
        image = Image.open(source, formats=FORMATS)
    except (*BROKEN, Image.DecompressionBombError) as error:
        raise NotAPicture(str(error)) from error
    if image.width * image.height > MAX_PIXELS:
        raise NotAPicture(f"{image.width}×{image.height} pixels")
    return image
