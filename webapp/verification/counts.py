"""What was looked at: how many of each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Counts:
    """`unrooted` are publications of versions before there were roots, `expired` photos past their retention."""

    versions: int = 0
    entries: int = 0
    redemptions: int = 0
    objections: int = 0
    samples: int = 0
    publications: int = 0
    unrooted: int = 0
    months: int = 0
    scores: int = 0
    texts: int = 0
    photos: int = 0
    expired: int = 0
