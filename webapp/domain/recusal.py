"""回避: the courtyards a person neither checks nor decides on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Residence:
    """From when until when (the last day, or None) a person belonged to a household of `courtyard`."""

    courtyard: int
    since: dt.date
    until: dt.date | None

    def holds(self, day: dt.date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


def recused_courtyards(residences: Iterable[Residence], of_relatives: Iterable[int], day: dt.date) -> frozenset[int]:
    """The courtyards lived in on that day, together with the recorded ones of relatives."""
    return frozenset(each.courtyard for each in residences if each.holds(day)) | frozenset(of_relatives)
