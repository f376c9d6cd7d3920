"""The photos beside a card's lines: what was found, what a re-check saw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for

from webapp.explanations import Row
from webapp.pages import day_words
from webapp.queries.cards import SeenPhoto

MOST = 4  # beside one line; a card must stay light


@dataclass(frozen=True, slots=True)
class Picture:
    """`shows` is found, after (put right on the spot) or recheck."""

    small: str
    large: str
    shows: str
    day: str
    is_expired: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the explanation with its pictures."""

    row: Row
    pictures: tuple[Picture, ...]


def checks_beside(rows: Iterable[Row]) -> set[str]:
    """The checks whose photos stand beside these rows."""
    return {check for row in rows for check in (*row.checks, row.recheck) if row.item and check}


def with_pictures(rows: Iterable[Row], photos: list[SeenPhoto]) -> list[Line]:
    """The rows, each with the photos that its checks took of its item."""
    return [Line(row, tuple(_pictures(row, photos))[:MOST]) for row in rows]


def _pictures(row: Row, photos: list[SeenPhoto]) -> Iterable[Picture]:
    named = [seen for seen in photos if seen.photo.item == row.item]
    for seen in named:
        if seen.check in row.checks:
            yield _picture(seen, "after" if seen.photo.shows == "after" else "found")
        elif seen.check == row.recheck:
            yield _picture(seen, "recheck")


def _picture(seen: SeenPhoto, shows: str) -> Picture:
    def address(size: str) -> str:
        return url_for("resident.photo", check=seen.check, sha256=seen.photo.sha256, size=size)

    return Picture(address("small"), address("large"), shows, day_words(seen.day), seen.photo.is_expired)
