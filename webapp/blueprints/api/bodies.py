"""Reads the bytes of an upload: as far as they come, or all of them or none where a checksum speaks for them."""

from __future__ import annotations

from collections.abc import Iterator

from flask import request
from werkzeug.exceptions import ClientDisconnected

from sync.tus_headers import Checksum

PIECE = 1 << 16


class Overrun(Exception):
    """The stream holds more than may come."""


class ChunkDiffers(Exception):
    """The bytes are not those that the checksum is of."""


def body_pieces(most: int, checksum: Checksum | None = None, passed_over: int = 0) -> Iterator[bytes]:
    """At most `most` bytes behind the first `passed_over`, which are here already; where the line was cut it just ends.

    Raises ChunkDiffers before the first piece, and Overrun behind the last.
    """
    pieces = _stream(passed_over + most)
    if checksum is not None:
        # Of at most a photo's size, and held back until it is known to be right: nothing of a wrong one is kept.
        whole = b"".join(pieces)
        if not checksum.is_of(whole):
            raise ChunkDiffers
        pieces = iter([whole])
    for piece in pieces:
        skipped = min(passed_over, len(piece))
        passed_over -= skipped
        if len(piece) > skipped:
            yield piece[skipped:]


def _stream(most: int) -> Iterator[bytes]:
    while most > 0:
        piece = _read(min(PIECE, most))
        if not piece:
            return
        most -= len(piece)
        yield piece
    # A body whose length nobody announced shows only here that it is too long.
    if request.content_length is None and _read(1):
        raise Overrun


def _read(most: int) -> bytes:
    try:
        return request.stream.read(most)
    except ClientDisconnected:
        return b""
