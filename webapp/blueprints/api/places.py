"""How many uploads may be read at once: those that stall must leave places to deliveries and forms."""

from __future__ import annotations

from threading import BoundedSemaphore

from flask import current_app, g, request

from sync.reasons import REASONS
from webapp.errors import RETRY_AFTER, answer_reason

PLACES = 48  # of those that all bodies have, webapp/bodies.py
BRINGING = {"POST", "PUT", "PATCH"}


def take_place():
    """Before an upload is read: a place, or 503 and nothing read."""
    if request.blueprint != "api" or "files" not in request.path or request.method not in BRINGING:
        return None
    places: BoundedSemaphore = current_app.extensions["upload_places"]
    if not places.acquire(blocking=False):
        body, status = answer_reason(REASONS["try_again_later"], 503)
        return body, status, {"Retry-After": RETRY_AFTER}
    g.upload_places = places
    return None


def leave_place(_error: BaseException | None) -> None:
    """When the request is over, its unread rest included."""
    places = g.pop("upload_places", None)
    if places is not None:
        places.release()
