"""What a publication changes of the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Correction:
    """A door whose total differs from the publication before; None is 未评."""

    lane: str
    number: str
    before: int | None
    after: int | None


def corrections(after: dict[str, Any], before: dict[str, Any]) -> list[Correction]:
    """The doors whose total changed between two publications of a month."""
    totals = {row["account"]: row["total"] for lane in before["lanes"] for row in lane["rows"]}
    return [
        Correction(lane["name"], row["number"], totals.get(row["account"]), row["total"])
        for lane in after["lanes"]
        for row in lane["rows"]
        if totals.get(row["account"]) != row["total"]
    ]
