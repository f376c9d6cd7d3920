"""Rows of a notice in columns and pages: nobody is left out or stands twice, and lanes keep their order."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.paper.columns import HEAD, LEAST, Page, Piece, Room, in_pages, on_one_page

LANES = st.lists(st.integers(1, 70), min_size=1, max_size=12)
COLUMNS = st.integers(2, 5)


def lanes(sizes: list[int]) -> list[Piece]:
    return [Piece(f"lane {place}", [{"row": (place, at)} for at in range(size)]) for place, size in enumerate(sizes)]


def rows_of(pages: list[Page]) -> list[tuple[int, int]]:
    return [row["row"] for page in pages for column in page for piece in column for row in piece.rows]


def highest(page: Page) -> int:
    return max(sum(len(piece.rows) + HEAD for piece in column) for column in page)


@given(LANES, COLUMNS, st.integers(8, 40))
@settings(deadline=None)
def test_every_row_stands_once_and_in_order_on_pages_that_hold_it(sizes, columns, height):
    room = Room(height, height, height, height)
    pages = in_pages(lanes(sizes), columns, room)
    assert rows_of(pages) == [(place, at) for place, size in enumerate(sizes) for at in range(size)]
    assert max(map(highest, pages)) <= height
    assert all(len(page) == columns for page in pages)


@given(LANES, COLUMNS)
@settings(deadline=None)
def test_lanes_stay_whole_where_each_fits_into_a_column(sizes, columns):
    height = sum(sizes) + HEAD * len(sizes) + LEAST
    page = on_one_page(lanes(sizes), columns, height)
    assert page is not None
    assert rows_of([page]) == [(place, at) for place, size in enumerate(sizes) for at in range(size)]


def test_five_lanes_of_about_the_same_size_take_a_column_each():
    page = on_one_page(lanes([21, 21, 21, 20, 20]), 5, 30)
    assert page is not None
    assert [[piece.lane for piece in column] for column in page] == [[f"lane {place}"] for place in range(5)]


def test_lane_that_goes_on_says_so_and_leaves_no_single_row_behind():
    page = on_one_page(lanes([26, 10]), 2, 26, split=True)
    assert page is not None
    goes_on = [piece for column in page for piece in column if piece.is_continued]
    assert goes_on
    assert all(len(piece.rows) >= LEAST for piece in goes_on)


def test_what_is_too_much_for_a_page_is_not_squeezed_into_it():
    assert on_one_page(lanes([26, 26, 26]), 2, 30) is None
