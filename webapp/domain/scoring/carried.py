"""What an account carries from month to month: how much of its caps is used up, warnings had, a ban."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from webapp.domain.rules.span import Span, month_index, month_name


@dataclass(frozen=True, slots=True)
class Carried:
    """`counters` by what is counted, the span's first month and its length; `banned_until` is a ban's last month."""

    counters: Mapping[tuple[str, str, int], int] = field(default_factory=dict)
    banned_until: str = ""

    def is_banned(self, month: str) -> bool:
        return month <= self.banned_until

    def as_data(self) -> dict[str, Any]:
        counters = [[*key, count] for key, count in sorted(self.counters.items())]
        return {"counters": counters, "banned_until": self.banned_until}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Carried:
        counters = {(what, begin, months): count for what, begin, months, count in data.get("counters", ())}
        return cls(counters, data.get("banned_until", ""))


NOTHING = Carried()
EVER = 0  # as a length: a span that does not end


class Tally:
    """Counts through one month of one account, from what it carried into it."""

    def __init__(self, month: str, carried: Carried) -> None:
        self.month = month
        self.banned_until = carried.banned_until
        self._counters = dict(carried.counters)

    def used(self, what: str, span: Span | None) -> int:
        """What the span that holds the month has seen of it; without a span, all time."""
        return self._counters.get(self._key(what, span), 0)

    def add(self, what: str, span: Span | None, count: int) -> None:
        key = self._key(what, span)
        self._counters[key] = self._counters.get(key, 0) + count

    def ban(self, months: int) -> str:
        """Bar from exchange for so many months after this one; the last month of the ban."""
        self.banned_until = max(self.banned_until, month_name(month_index(self.month) + months))
        return self.banned_until

    def carried(self) -> Carried:
        """What still matters in the next month."""
        following = month_index(self.month) + 1
        kept = {
            (what, begin, months): count
            for (what, begin, months), count in self._counters.items()
            if count and (months == EVER or month_index(begin) + months > following)
        }
        return Carried(kept, self.banned_until)

    def _key(self, what: str, span: Span | None) -> tuple[str, str, int]:
        return (what, "", EVER) if span is None else (what, span.begin(self.month), span.months)
