"""The board's pages as bytes, kept in the process for as long as nothing was written that they show.

Only what a browser without a session gets is kept, so nothing of a person is in it. `hanging_first.py` shows them.
"""

from __future__ import annotations

import datetime as dt
import gzip
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import brotli
from flask import Response as FlaskResponse
from flask import current_app, request
from werkzeug import Response
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header, remove_entity_headers

from webapp import clock, watch
from webapp.blueprints.public.caching import to_be_kept
from webapp.extensions import db
from webapp.i18n import LONGEST_WISH
from webapp.models import Community
from webapp.queries.moments import moment_of_board
from webapp.security import add_headers

MOST_BYTES = 16_000_000  # a door is 10 KB, the board of 500 courtyards 150 KB, each in three forms
QUALITY = 9
FORMS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda page: brotli.compress(page, quality=QUALITY),
    "gzip": lambda page: gzip.compress(page, 9, mtime=0),
    "": bytes,
}
PLACE = "hanging"
HANGS_UNDER = "sanbao.hangs_under"  # in a request's environment: the key under which its answer may hang
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """Body and headers, made once; `headers_alone` go to who has the body already."""

    body: bytes
    etag: str
    headers: tuple[tuple[str, str], ...]
    headers_alone: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in its forms by encoding, and when it holds: at this moment of the community, on this day of its zone.

    `route` is the rule of its address, for the metrics.
    """

    community_id: int
    timezone: str
    day: dt.date
    moment: tuple[object, ...]
    route: str
    forms: dict[str, Form]

    @property
    def size(self) -> int:
        return sum(len(form.body) for form in self.forms.values())


class Sheets:
    """Of one process; what nobody asked for longest goes first."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._size, self._lock = most, 0, Lock()
        self._sheets: OrderedDict[Key, Sheet] = OrderedDict()

    def find(self, key: Key) -> Sheet | None:
        with self._lock:
            found = self._sheets.get(key)
            if found is not None:
                self._sheets.move_to_end(key)
            return found

    def keep(self, key: Key, sheet: Sheet) -> None:
        with self._lock:
            before = self._sheets.pop(key, None)
            self._size += sheet.size - (before.size if before else 0)
            self._sheets[key] = sheet
            while self._size > self._most:
                self._size -= self._sheets.popitem(last=False)[1].size


def hang(community: Community, find: Callable[[], Community | None], make: Callable[[], Response]) -> Response:
    """What `make` answers; where browsers may share it, it hangs there for the next. `find` tells whose it is."""
    key: Key | None = request.environ.get(HANGS_UNDER)
    if key is None:
        return make()
    moment = moment_of_board(community.id)
    db.session.expire_all()  # what was read before the moment
    is_still = find() is community
    day = clock.today(community)
    page = make()
    # Else somebody wrote meanwhile, and this may be half of each; or it hangs no more.
    if not is_still or page.status_code != 200 or moment_of_board(community.id) != moment:
        return page
    forms = {name: _form(name, encode(page.get_data()), page.get_etag()[0] or "") for name, encode in FORMS.items()}
    sheet = Sheet(community.id, community.timezone, day, moment, watch.route(), forms)
    current_app.extensions[PLACE].keep(key, sheet)
    return _show(sheet)


def best_form(accepted: str) -> str:
    """The name of the smallest form that a browser with this Accept-Encoding takes."""
    return _best_form(accepted[:LONGEST_WISH])


@lru_cache(maxsize=64)
def _best_form(accepted: str) -> str:
    taken = parse_accept_header(accepted, Accept)
    return next((name for name in FORMS if name and taken[name] > 0), "")


def _form(encoding: str, body: bytes, etag: str) -> Form:
    """Each form has a tag of its own."""
    tag = f"{etag}:{encoding}" if encoding else etag
    answer = FlaskResponse(body, mimetype="text/html")
    answer.vary.add("Accept-Encoding")
    if encoding:
        answer.headers["Content-Encoding"] = encoding
    to_be_kept(tag, answer)
    add_headers(answer)
    whole = tuple(answer.headers)
    remove_entity_headers(answer.headers)
    return Form(body, tag, whole, tuple(answer.headers))


def _show(sheet: Sheet) -> Response:
    form = sheet.forms[best_form(request.headers.get("Accept-Encoding", ""))]
    if request.if_none_match.contains_weak(form.etag):
        return Response(status=304, headers=form.headers_alone)
    return Response(form.body, headers=form.headers)
