"""What points are good for: rate, windows, limits, coupons, and the budget they are paid from."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass

from webapp.domain.rules.document import Document
from webapp.domain.rules.label import Label
from webapp.domain.rules.limits import NONE, Limits, read_span
from webapp.domain.rules.span import MONTH, Span

MOST = 100_000_000
AHEAD = 366  # days that are looked through for the next window
EVERYBODY, COMMENDED = "everybody", "commended"


@dataclass(frozen=True, slots=True)
class Rate:
    """So many points are worth so many fen (hundredths of a yuan)."""

    points: int
    fen: int

    @classmethod
    def read(cls, document: Document) -> Rate:
        document.fields("points", "fen")
        return cls(*(document.child(name).integer(1, MOST) for name in ("points", "fen")))

    def fen_of(self, points: int) -> int:
        """Rounded down."""
        return points * self.fen // self.points


@dataclass(frozen=True, slots=True)
class Window:
    """Days of the month, both included, on which points can be spent; `months` (1 to 12) are all if empty.

    Days below 0 are counted from the month's end: -1 is the last.
    """

    first: int
    last: int
    months: tuple[int, ...] = ()

    @classmethod
    def read(cls, document: Document) -> Window:
        document.fields("first", "last", "months")
        first, last = (_day(document.child(name)) for name in ("first", "last"))
        if (first < 0 < last) or (last < first and (first < 0) == (last < 0)):
            raise document.child("last").error("out_of_order")
        return cls(first, last, document.each("months", lambda found: found.integer(1, 12)))

    def days(self, month: dt.date) -> tuple[int, int]:
        """Its first and last day in the month of that date."""
        length = monthrange(month.year, month.month)[1]
        first, last = (day if day > 0 else length + 1 + day for day in (self.first, self.last))
        return first, last

    def is_open(self, day: dt.date) -> bool:
        first, last = self.days(day)
        return first <= day.day <= last and (not self.months or day.month in self.months)


def _day(document: Document) -> int:
    day = document.integer(-31, 31)
    if day == 0:
        raise document.error("not_an_integer", least=1, most=31)
    return day


@dataclass(frozen=True, slots=True)
class Coupon:
    """A voucher for points: worth `fen`, good for so many days."""

    code: str
    label: Label
    points: int
    fen: int
    valid_days: int

    @classmethod
    def read(cls, document: Document) -> Coupon:
        document.fields("code", "label", "points", "fen", "valid_days")
        return cls(
            document.child("code").code(),
            Label.read(document.child("label"), longest=40),
            document.child("points").integer(1, MOST),
            document.child("fen").integer(1, MOST),
            document.child("valid_days").integer(1, 3660),
        )


@dataclass(frozen=True, slots=True)
class Exchange:
    """`who` is everybody, commended, or the code of a rating: whoever has one of its levels `levels` may redeem.

    `minimum` is the least that one visit spends; `limits` bound visits (times) and points (cap) per day and span.
    """

    who: str = COMMENDED
    levels: tuple[str, ...] = ()
    rate: Rate | None = None
    minimum: int = 0
    windows: tuple[Window, ...] = ()
    limits: Limits = NONE
    coupons: tuple[Coupon, ...] = ()

    def opening(self, day: dt.date) -> tuple[dt.date, dt.date] | None:
        """The first and the last day of the next time that points can be spent, the one that `day` is in included; None
        where any day will do. A window that the rules let nobody reach has no days.
        """
        ahead = (day + dt.timedelta(days=count) for count in range(AHEAD))
        first = next((each for each in ahead if self.is_open(each)), None) if self.windows else None
        if first is None:
            return None
        last = first
        while self.is_open(last + dt.timedelta(days=1)) and last - first < dt.timedelta(days=AHEAD):
            last += dt.timedelta(days=1)
        return first, last

    def is_open(self, day: dt.date) -> bool:
        return not self.windows or any(window.is_open(day) for window in self.windows)

    @classmethod
    def read(cls, document: Document) -> Exchange:
        document.fields("who", "levels", "rate", "minimum", "windows", "cap", "times", "coupons")
        return cls(
            document.maybe("who", Document.code) or COMMENDED,
            document.each("levels", Document.code),
            document.maybe("rate", Rate.read),
            document.maybe("minimum", lambda found: found.integer(0, MOST)) or 0,
            document.each("windows", Window.read),
            Limits.read(document),
            document.each("coupons", Coupon.read),
        )


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that deeds of all together can earn in a span; beyond, all are cut alike."""

    points: int
    per: Span = MONTH

    @classmethod
    def read(cls, document: Document) -> Budget:
        document.fields("points", "per")
        return cls(document.child("points").integer(1, MOST), document.maybe("per", read_span) or MONTH)
