"""Tells a picture by its bytes without decoding it: what it is, how large, whether all of it is there, and no more.

A look costs microseconds, so that it has room in a request; what only shows when the pixels are decoded is found later.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

SNIFFED_BYTES = 16
MAX_PIXELS = 80_000_000  # a 64-megapixel phone camera, and some more
_HEIF_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"}
# What other programs open by its first bytes. Cameras hang on pictures, films and notes of their own, which may stay.
_OTHER_FILES = re.compile(rb"\s*(?:PK|<|%PDF|MZ|\x7fELF|#!|Rar!|7z\xbc\xaf|\x1f\x8b|\xca\xfe\xba\xbe)")
_JPEG_NEXT = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")  # behind \xff pixels have 00, fill bytes ff, restarts d0 to d7
_JPEG_SIZES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_LONGEST_INDEX = 1 << 20


class PictureRefused(Exception):
    """No picture that is kept; `reason` is a name of the catalogue."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Look:
    """What the picture says of itself, and where it ends."""

    type: str
    pixels: int
    end: int


def picture_type(head: bytes) -> str | None:
    """The type of the picture that starts with these bytes (at least SNIFFED_BYTES of them); None for all else."""
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return "image/heic"
    return None


def look_at(data: bytes, announced: str | None = None) -> Look:
    """The picture in these bytes. Raises PictureRefused for what is none, breaks off, is too large, or is more.

    `announced` is the type that its sender gave it; None where nobody said any.
    """
    kind = picture_type(data[:SNIFFED_BYTES])
    if kind is None:
        raise PictureRefused("photo_not_an_image")
    if announced is not None and announced.replace("heif", "heic") != kind:
        raise PictureRefused("photo_type_differs")
    pixels, end = _MEASURES[kind](data)
    if pixels > MAX_PIXELS:
        raise PictureRefused("photo_too_many_pixels")
    if _OTHER_FILES.match(data, end):
        raise PictureRefused("photo_has_more")
    return Look(kind, pixels, end)


def _jpeg(data: bytes) -> tuple[int, int]:
    """Segment by segment, over the pixels from one marker to the next, up to the end of the first image."""
    place, pixels = 2, 0
    while True:
        found = _JPEG_NEXT.search(data, place)
        if found is None:
            raise PictureRefused("photo_broken" if pixels else "photo_not_an_image")
        marker, place = data[found.end() - 1], found.end()
        if marker == 0xD9:
            if not pixels:
                raise PictureRefused("photo_not_an_image")
            return pixels, place
        if marker in _JPEG_SIZES:
            pixels = _number(data, place + 3, 2) * _number(data, place + 5, 2)
        place += _number(data, place, 2)


def _png(data: bytes) -> tuple[int, int]:
    if data[12:16] != b"IHDR":
        raise PictureRefused("photo_not_an_image")
    place = 8
    while data[place + 4 : place + 8] != b"IEND":
        place += 12 + _number(data, place, 4)
    _number(data, place + 8, 4)  # the last chunk's own sum
    return _number(data, 16, 4) * _number(data, 20, 4), place + 12


def _webp(data: bytes) -> tuple[int, int]:
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise PictureRefused("photo_broken")
    kind, body = data[12:16], data[20:30]
    if kind == b"VP8X" and len(body) == 10:
        sides = (1 + int.from_bytes(body[place : place + 3], "little") for place in (4, 7))
    elif kind == b"VP8L" and body[:1] == b"\x2f":
        packed = int.from_bytes(body[1:5], "little")
        sides = (1 + (packed >> shift & 0x3FFF) for shift in (0, 14))
    elif kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        sides = (int.from_bytes(body[place : place + 2], "little") & 0x3FFF for place in (6, 8))
    else:
        raise PictureRefused("photo_not_an_image")
    width, height = sides
    return width * height, end


def _heic(data: bytes) -> tuple[int, int]:
    """Box by box; the largest picture that the index names is the one that counts."""
    place, pixels, has_data = 0, 0, False
    while place + 8 <= len(data):
        size, kind = _number(data, place, 4), data[place + 4 : place + 8]
        if size == 1:
            size = _number(data, place + 8, 8)
        size = size or len(data) - place
        if not kind.isalnum() or size < 8 or _OTHER_FILES.match(data, place):
            break
        if place + size > len(data):
            raise PictureRefused("photo_broken")
        if kind == b"meta":
            pixels = _largest(data[place : place + min(size, _LONGEST_INDEX)])
        has_data |= kind == b"mdat"
        place += size
    if not pixels or not has_data:
        raise PictureRefused("photo_broken")
    return pixels, place


def _largest(index: bytes) -> int:
    """Pixels of the largest `ispe`, which holds a version, the width and the height."""
    places = (found.end() for found in re.finditer(b"ispe", index))
    return max(
        (_number(index, at + 4, 4) * _number(index, at + 8, 4) for at in places if at + 12 <= len(index)), default=0
    )


def _number(data: bytes, place: int, size: int) -> int:
    """A number, the highest byte first; what it should stand in must be there."""
    if place + size > len(data):
        raise PictureRefused("photo_broken")
    return int.from_bytes(data[place : place + size], "big")


_MEASURES: dict[str, Callable[[bytes], tuple[int, int]]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
    "image/heic": _heic,
}
