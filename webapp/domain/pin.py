"""The PIN of a household's card: six digits, drawn at random, so that nobody's birthday opens anything."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

DIGITS = 6


def draw(below: Callable[[int], int]) -> str:
    """`below(n)` gives a random number from 0 to n − 1, from a source that nobody can foresee."""
    while is_easy(pin := f"{below(10**DIGITS):0{DIGITS}d}"):
        continue
    return pin


def is_easy(pin: str) -> bool:
    """Not six digits at all, or what is tried first: one digit six times, or six in a row up or down."""
    if len(pin) != DIGITS or not (pin.isascii() and pin.isdigit()):
        return True
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return steps in ({0}, {1}, {-1})
