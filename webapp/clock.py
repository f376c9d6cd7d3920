"""The one place that reads the clock; the demo may pin the date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from flask import Flask, current_app

from webapp.models import Community

_travelled: ContextVar[dt.datetime | None] = ContextVar("travelled", default=None)


def init_app(app: Flask, pinned: str | None) -> None:
    """Shift the clock by whole days so that today is `pinned` (YYYY-MM-DD); the time of day stays real."""
    days = (dt.date.fromisoformat(pinned) - dt.datetime.now(dt.UTC).date()).days if pinned else 0
    app.config["SANBAO_CLOCK_SHIFT"] = dt.timedelta(days=days)


def now() -> dt.datetime:
    """This instant, aware, in UTC."""
    travelled = _travelled.get()
    if travelled is not None:
        return travelled
    return dt.datetime.now(dt.UTC) + current_app.config["SANBAO_CLOCK_SHIFT"]


def unshifted() -> dt.datetime:
    """This instant as other devices count it, whatever date the demo pins: what one-time codes go by."""
    return _travelled.get() or dt.datetime.now(dt.UTC)


@contextmanager
def at(instant: dt.datetime) -> Iterator[None]:
    """Within this block it is `instant`: how the demo makes its past months through the real operations."""
    token = _travelled.set(instant)
    try:
        yield
    finally:
        _travelled.reset(token)


def now_milliseconds() -> int:
    return milliseconds(now())


def milliseconds(instant: dt.datetime) -> int:
    """The instant as the wire writes it."""
    return round(instant.timestamp() * 1000)


def from_milliseconds(value: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(value / 1000, dt.UTC)


def today(community: Community) -> dt.date:
    """The date in the community's time zone."""
    return day_in(community.timezone)


def day_in(timezone: str) -> dt.date:
    return now().astimezone(ZoneInfo(timezone)).date()


def local(community: Community, instant: dt.datetime) -> dt.datetime:
    """The instant as the community's wall clocks show it."""
    return instant.astimezone(ZoneInfo(community.timezone))
