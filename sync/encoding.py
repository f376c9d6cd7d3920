"""Reads a compressed body, never more of it than a request may hold: a bomb is refused before it goes off."""

import zlib

from sync.reasons import Rejection, rejection

GZIP = "gzip"
_AS_GZIP = 16 + zlib.MAX_WBITS


def decode_body(body: bytes, encoding: str, most: int) -> bytes | Rejection:
    """The body as it was before `encoding` (a Content-Encoding header); refused when it would be larger than `most`."""
    named = encoding.strip().lower()
    if named in ("", "identity"):
        return body
    if named not in (GZIP, "x-gzip"):
        return rejection("encoding_unknown", "content_encoding")
    unpacking = zlib.decompressobj(_AS_GZIP)
    try:
        data = unpacking.decompress(body, most + 1)
    except zlib.error:
        return rejection("delivery_unreadable", "gzip")
    if len(data) > most:
        return rejection("delivery_too_large", "bytes")
    # A cut stream, and whatever stands behind its end, is no delivery.
    whole = unpacking.eof and not unpacking.unused_data
    return data if whole else rejection("delivery_unreadable", "gzip")
