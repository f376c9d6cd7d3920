"""What a household said is put right, with what came of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask_babel import gettext as _

from webapp.blueprints.resident import taking_part_words as say
from webapp.domain.months.put_right import State
from webapp.domain.rules.book import RuleBook
from webapp.i18n import language
from webapp.models import Household, PutRight
from webapp.pages import day_words
from webapp.queries.put_rights import Seen, put_rights_of
from webapp.queries.rule_books import Versions


@dataclass(frozen=True, slots=True)
class SaidRow:
    """`state` in words; `waits` until a check has seen it or staff declined; `is_good` once a check has seen it."""

    said: PutRight
    title: str
    state: str
    is_open: bool
    is_good: bool
    waits: bool


def listed(own: Household, books: Versions) -> list[SaidRow]:
    """The newest first."""
    return [_row(said, seen, books.in_force(said.check.month)[1]) for said, seen in put_rights_of(own)]


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
