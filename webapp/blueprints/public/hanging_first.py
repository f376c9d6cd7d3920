"""What hangs is shown before the app is asked: when a month is published, everybody opens the board at once."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic, perf_counter
from typing import TYPE_CHECKING

from flask import Flask
from sqlalchemy import event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from werkzeug.http import parse_cookie, parse_etags

from webapp import clock, watch
from webapp.blueprints.public.caching import is_somebody_s
from webapp.blueprints.public.hanging import HANGS_UNDER, PLACE, Key, Sheet, Sheets, best_form
from webapp.i18n import language_of_stranger
from webapp.pages import look_of
from webapp.queries.moments import moment_of_board_now

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

BELIEVED_FOR = 0.25  # seconds that another process' publication may be seen late; this one's are seen at once


class Writes:
    """How often this process committed something."""

    done = 0

    @classmethod
    def add(cls, _session: Session) -> None:
        cls.done += 1


event.listen(Session, "after_commit", Writes.add)


class Moments:
    """The moment of each community as the database last told it; believed a while, and never beyond a commit."""

    def __init__(self) -> None:
        self._told: dict[int, tuple[tuple[object, ...], float, int]] = {}

    def of(self, community_id: int) -> tuple[object, ...]:
        now, writes = monotonic(), Writes.done
        moment, until, after = self._told.get(community_id, ((), 0.0, -1))
        if after == writes and now < until:
            return moment
        moment = moment_of_board_now(community_id)
        self._told[community_id] = (moment, now + BELIEVED_FOR, writes)
        return moment


class HangingFirst:
    """A GET of a browser without a session that asks for a page which hangs, and still holds, goes no further."""

    def __init__(self, app: Flask) -> None:
        self._app, self._next = app, app.wsgi_app
        self._sheets, self._moments = Sheets(), Moments()
        app.extensions[PLACE] = self._sheets

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        began = perf_counter()
        key = self._key(environ)
        if key is None:
            return self._next(environ, start_response)
        sheet = self._sheets.find(key)
        if sheet is None or not self._holds(sheet):
            environ[HANGS_UNDER] = key
            return self._next(environ, start_response)
        return _show(sheet, environ, start_response, began)

    def _key(self, environ: WSGIEnvironment) -> Key | None:
        """Address and look; None where nothing can hang."""
        if environ["REQUEST_METHOD"] != "GET" or environ.get("QUERY_STRING"):
            return None
        cookies = parse_cookie(environ) if "HTTP_COOKIE" in environ else {}
        if is_somebody_s(cookies, self._app):
            return None
        language = language_of_stranger(cookies, environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        path = "/" + environ.get("PATH_INFO", "").lstrip("/")  # as Flask reads it
        return path, language, *look_of(cookies)

    def _holds(self, sheet: Sheet) -> bool:
        """Who can't find out because the database is away lets the app say so."""
        with self._app.app_context():
            if clock.day_in(sheet.timezone) != sheet.day:
                return False
            try:
                return self._moments.of(sheet.community_id) == sheet.moment
            except SQLAlchemyError:
                return False


def _show(sheet: Sheet, environ: WSGIEnvironment, start_response: StartResponse, began: float) -> Iterable[bytes]:
    form = sheet.forms[best_form(environ.get("HTTP_ACCEPT_ENCODING", ""))]
    is_known = parse_etags(environ.get("HTTP_IF_NONE_MATCH")).contains_weak(form.etag)
    number = watch.number_of(environ)
    status, headers = ("304 NOT MODIFIED", form.headers_alone) if is_known else ("200 OK", form.headers)
    start_response(status, [*headers, (watch.HEADER, number)])
    watch.Answered(number, sheet.route, "GET", 304 if is_known else 200).count(perf_counter() - began, 0.0)
    return [] if is_known else [form.body]
