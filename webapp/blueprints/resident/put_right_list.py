"""What a household said is put right, with what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from webapp.blueprints.resident import taking_part_words as say
from webapp.domain.months.put_right import State
from webapp.domain.rules.book import RuleBook
from webapp.i18n import language
from webapp.models import CheckPhoto, Household, PutRight, PutRightPhoto
from webapp.pages import day_words
from webapp.queries.put_rights import Seen, put_rights_of
from webapp.queries.rule_books import Versions


@dataclass(frozen=True, slots=True)
class Shown:
    """A photo: of the check that found it, or of the household."""

    small: str
    large: str
    day: dt.date
    is_before: bool
    is_expired: bool


@dataclass(frozen=True, slots=True)
class SaidRow:
    """`state` in words; `waits` until a check has seen it or staff declined; `is_good` once a check has seen it."""

    said: PutRight
    title: str
    state: str
    is_open: bool
    is_good: bool
    waits: bool

    @property
    def photos(self) -> list[Shown]:
        """One of before, then those of after."""
        said, check = self.said, self.said.check
        before = [each for each in check.photos if each.item == said.item and each.shows == "before"]
        of_check = {"endpoint": "resident.photo", "check": check.uuid}
        own = {"endpoint": "resident.put_right_photo", "key": said.id}
        return [
            *(_shown(each, of_check, check.day, is_before=True) for each in before[:1]),
            *(_shown(each, own, said.day) for each in said.photos),
        ]


def _shown(photo: CheckPhoto | PutRightPhoto, at: dict[str, Any], day: dt.date, *, is_before: bool = False) -> Shown:
    small, large = (url_for(**at, sha256=photo.sha256, size=size) for size in ("small", "large"))
    return Shown(small, large, day, is_before, photo.is_expired)


def listed(own: Household, books: Versions, *, with_photos: bool) -> list[SaidRow]:
    """The newest first."""
    found = put_rights_of(own, with_photos=with_photos)
    return [_row(said, seen, books.in_force(said.check.month)[1]) for said, seen in found]


def _row(said: PutRight, seen: Seen | None, book: RuleBook) -> SaidRow:
    item = book.item(said.item)
    title = item.fault.text(language()) if item else said.item
    is_looked_at = said.state in (State.WAITING, State.ARRANGED) and seen is not None
    state = _seen(seen.day, seen.is_good) if seen and is_looked_at else say.put_right_state(said.state)
    waits = said.state in (State.WAITING, State.ARRANGED) and seen is None
    is_good = bool(seen and is_looked_at and seen.is_good)
    return SaidRow(said, title, state, waits and said.state == State.WAITING, is_good, waits)


def _seen(day: dt.date, is_good: bool) -> str:
    if is_good:
        return _("%(day)s看到改好了", day=day_words(day))
    return _("%(day)s看到还没改好", day=day_words(day))
