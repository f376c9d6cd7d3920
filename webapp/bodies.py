"""How many requests may be waited for at once while their bodies come: pages must always find a thread."""

from __future__ import annotations

from threading import BoundedSemaphore
from typing import IO

from flask import Flask, request

PLACES = 60  # of the server's 64 threads, webapp/cli/server.py


class NoPlace(Exception):
    """So many lines are being waited for that this body is not read."""


class Body:
    """A request's body, read by whoever has a place; it is left at the body's end, or with the request."""

    def __init__(self, stream: IO[bytes], places: BoundedSemaphore) -> None:
        self._stream, self._places = stream, places
        self._has_place = False

    def read(self, size: int = -1) -> bytes:
        """Raises NoPlace."""
        if not self._has_place:
            self._has_place = self._places.acquire(blocking=False)
            if not self._has_place:
                raise NoPlace
        data = self._stream.read(size)
        if not data:
            self.leave()
        return data

    def leave(self) -> None:
        if self._has_place:
            self._has_place = False
            self._places.release()


def init_app(app: Flask) -> None:
    places = app.extensions["body_places"] = BoundedSemaphore(PLACES)

    @app.before_request
    def take_body() -> None:
        request.environ["wsgi.input"] = Body(request.environ["wsgi.input"], places)

    @app.teardown_request
    def leave_body(_error: BaseException | None) -> None:
        body = request.environ["wsgi.input"]
        if isinstance(body, Body):
            body.leave()
