"""The board's pages as bytes, kept in the process for as long as nothing was written that they show.

Only what a browser without a session gets is kept, so nothing of a person is in it.
"""

from __future__ import annotations

import datetime as dt
import gzip
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from threading import Lock

import brotli
from flask import current_app, g, request
from werkzeug import Response

from webapp import clock
from webapp.blueprints.public.caching import has_session, to_be_kept
from webapp.extensions import db
from webapp.i18n import language
from webapp.models import Community
from webapp.pages import look_of_page
from webapp.queries.moments import moment_of_board, moment_of_board_now

MOST_BYTES = 16_000_000  # a door is 10 KB, the board of 500 courtyards 150 KB, each in three forms
QUALITY = 9
FORMS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda page: brotli.compress(page, quality=QUALITY),
    "gzip": lambda page: gzip.compress(page, 9, mtime=0),
    "": bytes,
}
PLACE = "hanging"
Key = tuple[str, ...]
View = Callable[..., Response]


@dataclass(frozen=True, slots=True)
class Form:
    """Body and headers, made once: setting them one by one for every reader is a seventh of the work."""

    body: bytes
    etag: str
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page in its forms by encoding, and when it holds: at this moment of the community, on this day of its zone."""

    community_id: int
    timezone: str
    day: dt.date
    moment: tuple[object, ...]
    forms: dict[str, Form]

    @property
    def size(self) -> int:
        return sum(len(form.body) for form in self.forms.values())

    def holds(self) -> bool:
        return clock.day_in(self.timezone) == self.day and moment_of_board_now(self.community_id) == self.moment


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


def hanging_first(view: View) -> View:
    """The view of such a page is only asked when none hangs that still holds."""

    @wraps(view)
    def answer(**values: str) -> Response:
        if request.query_string or has_session():
            return view(**values)
        g.hangs_under = (request.path, language(), *look_of_page())
        found = _sheets().find(g.hangs_under)
        return _show(found) if found is not None and found.holds() else view(**values)

    return answer


def hang(community: Community, make: Callable[[], Response]) -> Response:
    """What `make` answers; where browsers may share it, it hangs there for the next."""
    key: Key | None = g.pop("hangs_under", None)
    if key is None:
        return make()
    moment = moment_of_board(community.id)
    db.session.refresh(community)  # it was read before the moment
    day = clock.today(community)
    page = make()
    # Else somebody wrote meanwhile, and this may be half of each; or it hangs no more.
    if page.status_code != 200 or moment_of_board(community.id) != moment:
        return page
    forms = {name: _form(name, encode(page.get_data()), page.get_etag()[0] or "") for name, encode in FORMS.items()}
    sheet = Sheet(community.id, community.timezone, day, moment, forms)
    _sheets().keep(key, sheet)
    return _show(sheet)


def _form(encoding: str, body: bytes, etag: str) -> Form:
    """Each form has a tag of its own."""
    tag = f"{etag}:{encoding}" if encoding else etag
    answer = Response(body, mimetype="text/html")
    answer.vary.add("Accept-Encoding")
    if encoding:
        answer.headers["Content-Encoding"] = encoding
    to_be_kept(tag, answer)
    return Form(body, tag, tuple(answer.headers))


def _sheets() -> Sheets:
    sheets: Sheets = current_app.extensions.setdefault(PLACE, Sheets())
    return sheets


def _show(sheet: Sheet) -> Response:
    """In the form that the browser takes; one that has it is only told so."""
    taken = request.accept_encodings
    form = sheet.forms[next((name for name in FORMS if name and taken[name] > 0), "")]
    if form.etag in request.if_none_match:
        return Response(status=304, headers=form.headers)
    return Response(form.body, headers=form.headers)
