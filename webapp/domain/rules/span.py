"""Spans of months: what a cap, a settlement or a cycle lasts for."""

from __future__ import annotations

from dataclasses import dataclass


def month_index(month: str) -> int:
    """YYYY-MM as a number that counts months."""
    return int(month[:4]) * 12 + int(month[5:]) - 1


def month_name(index: int) -> str:
    return f"{index // 12:04}-{index % 12 + 1:02}"


@dataclass(frozen=True, slots=True)
class Span:
    """`months` calendar months, one after the other; a span begins in `start` (YYYY-MM), whatever year is meant."""

    months: int
    start: str = "2000-01"

    def begin(self, month: str) -> str:
        """The first month of the span that holds `month`."""
        index = month_index(month)
        return month_name(index - (index - month_index(self.start)) % self.months)

    def ends_in(self, month: str) -> bool:
        """Whether `month` is the last one of its span."""
        return self.begin(month) != self.begin(month_name(month_index(month) + 1))

    def is_made_of(self, other: Span) -> bool:
        """Whether each of its spans is whole spans of `other`."""
        apart = month_index(self.start) - month_index(other.start)
        return self.months % other.months == 0 and apart % other.months == 0

    def through(self, month: str) -> tuple[str, ...]:
        """The months of the span that holds `month`, up to it."""
        first, last = month_index(self.begin(month)), month_index(month)
        return tuple(month_name(index) for index in range(first, last + 1))

    def __str__(self) -> str:
        return f"{self.months}m"


MONTH, QUARTER, HALF_YEAR, YEAR = Span(1), Span(3), Span(6), Span(12)
BY_NAME = {"month": MONTH, "quarter": QUARTER, "half_year": HALF_YEAR, "year": YEAR}
