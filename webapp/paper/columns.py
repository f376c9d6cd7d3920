"""The rows of a notice in columns and pages: lanes stay whole where they can, else go on in the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

HEAD, LEAST = 2, 3  # a lane's name and heading take two rows; fewer rows than three do not stand below one

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of a lane that stand together; a continued one says so."""

    lane: str
    rows: list[Row]
    is_continued: bool = False


Column = list[Piece]
Page = list[Column]


@dataclass(frozen=True, slots=True)
class Room:
    """Rows of a column: on the only page, the first of several, those between, the last."""

    only: int
    first: int
    middle: int
    last: int


def on_one_page(pieces: Iterable[Piece], columns: int, most: int, *, split: bool = False) -> Page | None:
    """Columns as short and as even as they can be; None when `most` rows are not enough.

    With `split` a lane may go on in the next column even if it would fit into one.
    """
    pieces = list(pieces)
    for height in range(HEAD + LEAST, most + 1):
        page, rest = _fill(pieces, columns, height, split)
        if not rest:
            return page
    return None


def in_pages(pieces: Iterable[Piece], columns: int, room: Room) -> list[Page]:
    """Several pages; on the last there is room for the foot, if any rows are left for it."""
    page, rest = _fill(list(pieces), columns, room.first, split=True)
    pages = [page]
    while rest:
        last = on_one_page(rest, columns, room.last, split=True)
        page, rest = (last, []) if last is not None else _fill(rest, columns, room.middle, split=True)
        pages.append(page)
    return pages


def _fill(pieces: list[Piece], columns: int, height: int, split: bool) -> tuple[Page, list[Piece]]:
    """One page, and what did not fit."""
    waiting, page = list(pieces), []
    for _ in range(columns):
        column, waiting = _column(waiting, height, split)
        page.append(column)
    return page, waiting


def _column(waiting: list[Piece], height: int, split: bool) -> tuple[Column, list[Piece]]:
    column: Column = []
    room = height
    while waiting:
        piece, rest = waiting[0], waiting[1:]
        if len(piece.rows) + HEAD <= room:
            column.append(piece)
            waiting, room = rest, room - len(piece.rows) - HEAD
        elif room < HEAD + LEAST or (column and not split and len(piece.rows) + HEAD <= height):
            break
        else:
            here = min(room - HEAD, max(LEAST, len(piece.rows) - LEAST))
            column.append(Piece(piece.lane, piece.rows[:here], piece.is_continued))
            return column, [Piece(piece.lane, piece.rows[here:], True), *rest]
    return column, waiting
