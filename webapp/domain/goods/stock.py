"""Goods on the shelf: what moves them, and whether what came in is accounted for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Move(StrEnum):
    """Why the number of a good on the shelf changed; the quantity is signed."""

    BOUGHT = "bought"
    DONATED = "donated"
    ISSUED = "issued"
    RETURNED = "returned"  # an exchange was undone
    COUNTED = "counted"  # the difference that stock-taking found
    SPOILT = "spoilt"  # thrown away


COMES_IN = (Move.BOUGHT, Move.DONATED)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Pieces of one good: bought + donated = issued + spoilt + missing + stock."""

    bought: int
    donated: int
    issued: int
    spoilt: int
    missing: int

    @classmethod
    def of(cls, moved: Mapping[str, int]) -> Reconciliation:
        """`moved` is the signed sum of each move."""
        found = {move: moved.get(move.value, 0) for move in Move}
        return cls(
            bought=found[Move.BOUGHT],
            donated=found[Move.DONATED],
            issued=-(found[Move.ISSUED] + found[Move.RETURNED]),
            spoilt=-found[Move.SPOILT],
            missing=-found[Move.COUNTED],
        )

    @property
    def stock(self) -> int:
        return self.bought + self.donated - self.issued - self.spoilt - self.missing


def signed(move: Move, quantity: int, stock: int) -> int:
    """What `quantity` of a move changes; counted, it is what is there instead of `stock`."""
    if move == Move.COUNTED:
        return quantity - stock
    return quantity if move in (*COMES_IN, Move.RETURNED) else -quantity
