"""Reads what is left of a request before it is answered."""

from __future__ import annotations

from flask import Response, request
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from sync.limits import DEFAULT_LIMITS
from webapp.bodies import NoPlace
from webapp.database import release_connection

PIECE = 1 << 16


def read_the_rest(response: Response) -> Response:
    """An answer before the last byte closes the connection; on a slow line the phone then never hears that answer."""
    if response.status_code == 503:
        return response  # there is no place to wait for the rest
    release_connection()
    left = DEFAULT_LIMITS.photo_bytes
    try:
        while left > 0 and (piece := request.stream.read(min(PIECE, left))):
            left -= len(piece)
    except (ClientDisconnected, RequestEntityTooLarge, NoPlace):
        return response
    return response
