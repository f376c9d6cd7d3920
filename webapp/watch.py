"""Every request has a number, a line in the log and its place in the metrics."""

from __future__ import annotations

import logging
import re
import secrets
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from flask import Flask, Response, g, has_request_context, request
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from webapp import metrics
from webapp.proxies import is_from_proxy

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

log = logging.getLogger(__name__)

HEADER = "X-Request-Id"
GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
# Asked by machines all day long: counted, but without a line of their own.
UNLOGGED = frozenset({"static", "public.healthz", "public.readyz", "public.metrics"})
METHODS = frozenset({"GET", "HEAD", "POST", "PATCH", "PUT", "DELETE", "OPTIONS"})


def init_app(app: Flask, engine: Engine) -> None:
    app.before_request(begin)
    app.after_request(end)
    app.context_processor(lambda: {"request_number": request_number()})
    event.listen(engine, "before_cursor_execute", _statement_begins)
    event.listen(engine, "after_cursor_execute", _statement_ends)
    event.listen(engine, "handle_error", _statement_fails)
    event.listen(engine, "commit", _commit_begins)


@event.listens_for(Session, "after_commit")
def _commit_ends(_session: Session) -> None:
    _add_database_time()


def begin() -> None:
    g.began = perf_counter()
    g.database_seconds = 0.0
    g.request_number = number_of(request.environ)


def number_of(environ: WSGIEnvironment) -> str:
    """A trusted proxy may number the requests; of anybody else the header means nothing."""
    given = environ.get("HTTP_X_REQUEST_ID", "")
    return given if is_from_proxy(environ) and GIVEN.fullmatch(given) else secrets.token_hex(6)


def request_number() -> str:
    """The number of this request, which its error page shows and its log lines carry."""
    return g.get("request_number", "") if has_request_context() else ""


def route() -> str:
    """The rule, never the address itself: that may hold codes that belong to a household."""
    return request.url_rule.rule if request.url_rule else "unknown"


def end(response: Response) -> Response:
    if "began" not in g:
        return response
    if request.endpoint != "static" or response.status_code >= 400:  # a phone's first load has thirty of them
        response.headers[HEADER] = g.request_number
    method = request.method if request.method in METHODS else "other"
    is_told = request.endpoint not in UNLOGGED or response.status_code >= 500
    answered = Answered(g.request_number, route(), method, response.status_code)
    answered.count(perf_counter() - g.began, g.database_seconds, is_told)
    return response


@dataclass(frozen=True, slots=True)
class Answered:
    """A request that is done; `route` is the rule of its address."""

    number: str
    route: str
    method: str
    status: int

    def count(self, seconds: float, database: float, is_told: bool = True) -> None:
        """In the metrics and, unless nobody wants to be told, as a line of the log."""
        metrics.REQUESTS.labels(self.route, self.method, self.status).inc()
        metrics.LATENCY.labels(self.route).observe(seconds)
        metrics.DATABASE.labels(self.route).observe(database)
        if is_told:
            fields = {
                "request": self.number,
                "route": self.route,
                "method": self.method,
                "status": self.status,
                "ms": round(seconds * 1000, 1),
                "database_ms": round(database * 1000, 1),
            }
            log.info("answered", extra={"fields": fields})


def _statement_begins(*_given) -> None:
    _start_clock()


def _statement_ends(*_given) -> None:
    _add_database_time()


def _statement_fails(_context) -> None:
    _add_database_time()


def _commit_begins(_connection) -> None:
    _start_clock()


def _start_clock() -> None:
    if has_request_context():
        g.database_began = perf_counter()


def _add_database_time() -> None:
    if has_request_context() and (began := g.pop("database_began", None)) is not None:
        g.database_seconds = g.get("database_seconds", 0.0) + perf_counter() - began
