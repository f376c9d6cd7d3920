"""Months of the calendar by their names, YYYY-MM."""

from __future__ import annotations

import datetime as dt


def previous_month(month: str) -> str:
    return f"{dt.date.fromisoformat(f'{month}-01') - dt.timedelta(days=1):%Y-%m}"


def next_month(month: str) -> str:
    return f"{dt.date.fromisoformat(f'{month}-01') + dt.timedelta(days=31):%Y-%m}"


def months_around(month: str) -> tuple[str, str, str]:
    """The month before, the month itself and the month after."""
    return previous_month(month), month, next_month(month)


def last_day(month: str) -> dt.date:
    return dt.date.fromisoformat(f"{next_month(month)}-01") - dt.timedelta(days=1)


def year_until(month: str) -> tuple[str, ...]:
    """Twelve months, the last of which is `month`, in order."""
    found = [month]
    while len(found) < 12:
        found.append(previous_month(found[-1]))
    return tuple(reversed(found))
