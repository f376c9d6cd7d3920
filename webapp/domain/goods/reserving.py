"""What of a shelf is free, and whose turn it is when goods come."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST_DAYS = 31  # that goods are put by


def free_of(stock: int, kept: int) -> int:
    """Pieces that anybody may have; a count may have found fewer than were put by."""
    return max(0, stock - kept)


def whose_turn(waiting: Iterable[tuple[int, int]], free: int) -> list[int]:
    """Keys of those for whom there is enough, of (key, pieces) in their order: nobody overtakes."""
    called = []
    for key, pieces in waiting:
        if pieces > free:
            break
        called.append(key)
        free -= pieces
    return called
