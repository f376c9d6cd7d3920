"""How long a community keeps what: photos, boards, openings of cards, words of the audit trail."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import asdict, dataclass

FEWEST, MOST = 6, 36  # months a photo is kept after its month was closed
FEWEST_OF_REST, MOST_OF_REST = 6, 120


@dataclass(frozen=True, slots=True)
class Retention:
    """In months: a photo after its month was closed, a board after its month began, an opening and the words of
    an audit event after their day.
    """

    photo_months: int
    board_months: int
    visit_months: int
    words_months: int

    def wrong(self) -> list[str]:
        """Names of the fields that are out of bounds."""
        return [name for name, months in asdict(self).items() if not in_bounds(name, months)]


def in_bounds(name: str, months: int) -> bool:
    fewest, most = bounds(name)
    return fewest <= months <= most


def bounds(name: str) -> tuple[int, int]:
    return (FEWEST, MOST) if name == "photo_months" else (FEWEST_OF_REST, MOST_OF_REST)


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later (or earlier) month, the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def first_on_board(today: dt.date, months: int) -> str:
    """The earliest month (YYYY-MM) that still hangs on the board."""
    return f"{months_later(today.replace(day=1), -months):%Y-%m}"
