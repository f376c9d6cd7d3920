"""What people write into the roster's forms, read by the same rules as its files. Raises RosterRefused."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from webapp.domain.imports.cells import CellWrong, plain, read_day, read_month
from webapp.domain.imports.identity_number import holds_identity_number
from webapp.domain.imports.rows import LONGEST, MOST_LETTERS, NUMBER
from webapp.domain.numbering import normalise_number
from webapp.domain.roster_refusal import RosterRefused

DEGREES = re.compile(r"-?\d{1,3}(?:\.\d{1,8})?")
MICRO = 1_000_000
BOUNDS = {"latitude": 90, "longitude": 180}
MOST_PLACE = 1_000_000


def written_words(text: str, field: str) -> str:
    """A name of somebody or something; never empty, and never a number of an identity card."""
    words = "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
    if holds_identity_number(words):
        raise RosterRefused("identity_number", field)
    if not words:
        raise RosterRefused("no_words", field)
    if len(words) > MOST_LETTERS.get(field, LONGEST):
        raise RosterRefused("too_long", field)
    return words


def written_number(text: str, field: str = "number") -> str:
    """A door number as the plate shows it."""
    number = normalise_number(text).removesuffix("院").removesuffix("号")
    if not number:
        raise RosterRefused("no_words", field)
    if len(number) > MOST_LETTERS["number"] or not NUMBER.fullmatch(number) or holds_identity_number(number):
        raise RosterRefused("no_number", field)
    return number


def written_day(text: str, field: str) -> dt.date:
    try:
        day = read_day(text)
    except CellWrong as wrong:
        raise RosterRefused("no_day", field) from wrong
    if day is None:
        raise RosterRefused("no_day", field)
    return day


def written_month(text: str, field: str = "month") -> str | None:
    """YYYY-MM, or None where nothing is written."""
    try:
        return read_month(text)
    except CellWrong as wrong:
        raise RosterRefused("no_month", field) from wrong


def written_place(text: str, field: str = "position") -> int | None:
    """A place in the walking order, from 1; None where nothing is written."""
    written = plain(text)
    if not written:
        return None
    if not (written.isascii() and written.isdigit()) or not 0 < int(written[:9]) <= MOST_PLACE:
        raise RosterRefused("no_place", field)
    return int(written)


def written_degrees(text: str, field: str) -> int | None:
    """Microdegrees, or None where nothing is written."""
    written = plain(text)
    if not written:
        return None
    if not DEGREES.fullmatch(written) or abs(Decimal(written)) > BOUNDS[field]:
        raise RosterRefused("no_degrees", field)
    return int(Decimal(written) * MICRO)
