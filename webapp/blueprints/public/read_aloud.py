"""What a door plate's page and a found row of the board say when they are read aloud. Names are left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flask_babel import gettext as _

from webapp.blueprints.public.board import Board, Row
from webapp.blueprints.public.door import Door
from webapp.pages import month_words
from webapp.spoken import ToldMonth, month_sentences, objecting_sentence


def door_sentences(door: Door) -> list[str]:
    return list(_of_door(door)) if door.row else []


def _of_door(door: Door) -> Iterator[str]:
    assert door.row is not None, "there is a row to read"
    yield _("%(place)s号。", place=f"{door.courtyard.lane.name}{door.courtyard.number}")
    row = door.row
    lines = tuple(replace(line, said="") for line in door.lines)  # the inspector's words are the household's alone
    yield from month_sentences(ToldMonth(door.month, row["assessed"], row["total"] or 0, door.full, lines))
    yield from objecting_sentence(door.open_until if door.is_open else None, door.community.contact)


def row_sentences(board: Board) -> list[str]:
    """Of every row that the search found."""
    return [_row(board, lane, row) for lane, row in board.search.found]


def _row(board: Board, lane: str, row: Row) -> str:
    place, month = f"{lane}{row['number']}", month_words(board.month)
    if not row["assessed"]:
        return _("%(place)s号，%(month)s没有评分，也不是0分。", place=place, month=month)
    points = {"total": row["total"], "full": board.document["full"]}
    return _("%(place)s号，%(month)s得了%(total)s分，满分%(full)s分。", place=place, month=month, **points)
