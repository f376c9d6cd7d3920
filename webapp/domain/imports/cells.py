"""What a cell means: days, months, yes or no, codes; written as people and spreadsheets write them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

EPOCH = dt.date(1899, 12, 30)  # a spreadsheet's day 0
SERIALS = range(20_000, 80_000)  # 1954 to 2119; a plain number out of it is no day
YEARS = range(1900, 2101)
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]+0?0:00(?::00)?)?")
MONTH = re.compile(r"(\d{4})\s*(?:[-/]|年)\s*(\d{1,2})\s*月?")
DOTTED_MONTH = re.compile(r"(\d{4})\.(\d{1,2})")
_YES = "是 有 对 √ ✓ ✔ y yes true 1 党员 中共党员 预备党员 中共预备党员 困难户 党员中心户"
_NO = "否 无 没有 不是 × ✗ x n no false 0 非党员 群众 -"
YES, NO = frozenset(_YES.split()), frozenset(_NO.split())


class CellWrong(ValueError):
    """A cell does not say what it should; `code` is the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def plain(text: str) -> str:
    """Half-width, without spaces at the ends: for numbers and codes, never for names."""
    return unicodedata.normalize("NFKC", text).strip()


def read_day(text: str) -> dt.date | None:
    """A day; of a month its first. Raises CellWrong."""
    written = plain(text)
    if not written:
        return None
    if found := DAY.fullmatch(written):
        return _day(*map(int, found.groups()))
    if written.isascii() and written.isdigit():
        return _from_digits(written)
    found = MONTH.fullmatch(written)
    if found is None:
        raise CellWrong("no_day")
    return _day(int(found[1]), int(found[2]), 1)


def _from_digits(digits: str) -> dt.date:
    if len(digits) == 8:
        return _day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if int(digits) in SERIALS:
        return EPOCH + dt.timedelta(days=int(digits))
    raise CellWrong("no_day")


def _day(year: int, month: int, day: int) -> dt.date:
    if year not in YEARS:
        raise CellWrong("no_day")
    try:
        return dt.date(year, month, day)
    except ValueError as problem:
        raise CellWrong("no_day") from problem


def read_month(text: str) -> str | None:
    """YYYY-MM; of a day its month. Raises CellWrong, also for 2026.1, which may have been 2026.10."""
    written = plain(text)
    if not written:
        return None
    if found := MONTH.fullmatch(written):
        return _month(*map(int, found.groups()))
    if found := DOTTED_MONTH.fullmatch(written):
        if found[2] == "1":
            raise CellWrong("month_unclear")
        return _month(*map(int, found.groups()))
    if written.isascii() and written.isdigit() and len(written) == 6:
        return _month(int(written[:4]), int(written[4:]))
    if DAY.fullmatch(written) or (written.isascii() and written.isdigit()):
        try:
            return f"{read_day(text):%Y-%m}"
        except CellWrong as problem:
            raise CellWrong("no_month") from problem
    raise CellWrong("no_month")


def _month(year: int, month: int) -> str:
    if year not in YEARS or not 1 <= month <= 12:
        raise CellWrong("no_month")
    return f"{year:04d}-{month:02d}"


def read_yes(text: str) -> bool | None:
    """Raises CellWrong for what is neither yes nor no."""
    written = plain(text).lower()
    if not written:
        return None
    if written in YES or written in NO:
        return written in YES
    raise CellWrong("no_yes")
