"""Processes that a process of the test has begun, as Linux tells of them."""

from __future__ import annotations

from pathlib import Path


def children_of(process: int) -> list[int]:
    """By whichever of its threads they were started."""
    lists = Path(f"/proc/{process}/task").glob("*/children")
    return [int(each) for children in lists for each in children.read_text().split()]


def descendants_of(process: int) -> list[int]:
    return [each for child in children_of(process) for each in (child, *descendants_of(child))]
