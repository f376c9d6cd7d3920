"""A PNG without anything but its picture: what a browser or a person wrote beside it does not stay."""

from __future__ import annotations

import struct

HEAD = b"\x89PNG\r\n\x1a\n"
PICTURE = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
AROUND = 12  # bytes of a part that are its length, name and checksum


def bare_png(data: bytes) -> bytes | None:
    """The same picture; None for what is no whole PNG."""
    if not data.startswith(HEAD):
        return None
    kept, place, name = [HEAD], len(HEAD), b""
    while name != b"IEND":
        if place + AROUND > len(data):
            return None
        length, name = struct.unpack_from(">I4s", data, place)
        end = place + AROUND + length
        if end > len(data):
            return None
        if name in PICTURE:
            kept.append(data[place:end])
        place = end
    return b"".join(kept)
