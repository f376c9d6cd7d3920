"""Finds scenes that look alike by the quarters of their prints, so that no search reads all photos."""

from __future__ import annotations

BANDS = 4
BITS = 16
MOST_APART = 10  # of 64 bits; what is nearer is compared picture by picture


def bands(whole: str) -> list[int]:
    """The four quarters of a print of 64 bits, each with its place."""
    bits = int(whole, 16)
    return [_band(place, bits >> place * BITS) for place in range(BANDS)]


def near_bands(whole: str) -> set[int]:
    """The quarters, and all that differ from one in a single bit.

    Of two prints that are 7 bits apart or fewer, one quarter at least is so near; of those a little further, most.
    """
    exact = bands(whole)
    return {*exact, *(band ^ 1 << bit for band in exact for bit in range(BITS))}


def apart(one: str, other: str) -> int:
    """The number of bits in which two prints differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _band(place: int, bits: int) -> int:
    return place << BITS | bits & (1 << BITS) - 1
