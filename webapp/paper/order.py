"""An order to the press: what, of which month and lane, in whose language. It travels to a job as plain arguments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

KINDS = ("slips", "handbooks", "checklists", "plates", "certificates")
SLIPS, HANDBOOKS, CHECKLISTS, PLATES, CERTIFICATES = KINDS


@dataclass(frozen=True, slots=True)
class Order:
    """`lane` is "" for all; `root` is this installation's address, without a slash at its end.

    `month` is of slips, checklists and certificates, `number` one door of the lane, "" for all. Plates stand in
    `columns` and `rows`.
    """

    community_id: int
    kind: str
    language: str
    root: str
    month: str = ""
    lane: str = ""
    number: str = ""
    columns: int = 2
    rows: int = 5

    def names(self, lane: str, number: str) -> bool:
        """Whether it is for this door."""
        return self.lane in ("", lane) and self.number in ("", number)


@dataclass(frozen=True, slots=True)
class Batch:
    """Sheets that are printed in one go: what their template is shown, and how many doors they are for."""

    template: str
    shown: dict[str, Any]
    doors: int
    rules: str = ""
