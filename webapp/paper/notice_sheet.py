"""The notice as a sheet for the wall, A3 and A4, and as a long picture for phones."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from flask_babel import gettext as _

from webapp.i18n import label
from webapp.paper.codes import code
from webapp.paper.columns import Page, Piece, Room, Row, in_pages, on_one_page
from webapp.paper.notice import Notice
from webapp.paper.press import picture_of, print_pdf

# An A4 sheet is the A3 sheet made smaller: all lengths are in rem, and a rem is one millimetre of A3.
SHEETS = {"a3": ("A3", "1mm"), "a4": ("A4", "0.7071mm")}

# Heights in rem, as print.css has them: what a page leaves for rows, and what stands above and below these.
PAGE, HEADER, FOOT = 388, 36, 84
ROWS = (10.4, 9.4, 8.4, 7.8)  # heights of a row; a lower one is taken where it saves a page
WIDTH, NAME, LETTER = 269, 13, 5.7  # of a page; of a commended name's plate and gap; of a Chinese character there
COLUMN, GAP, SMALL = 122, 6, 4.2  # the same of the faults that were found
PICTURE_WIDTH, TALLEST = 270, 12_000  # millimetres; a picture is cut off below its last words
MARGIN, LONG_NUMBER = 12, 6


@dataclass(frozen=True, slots=True)
class Layout:
    """`dense` is which of ROWS."""

    pages: list[Page]
    columns: int
    dense: int


@dataclass(frozen=True, slots=True)
class Street:
    """A lane in the long picture: in two halves side by side, or whole where doors have long names."""

    name: str
    halves: list[list[Row]]
    is_wide: bool

    @property
    def count(self) -> int:
        return sum(map(len, self.halves))


def notice_pdf(notice: Notice, paper: str) -> bytes:
    """The sheet on `paper`, one of SHEETS."""
    size, unit = SHEETS[paper]
    rules = f"@page {{ size: {size} portrait; margin: {_times(12, unit)} {_times(14, unit)} {_times(19, unit)};"
    return print_pdf(
        "notice",
        f"{rules} @bottom-right {{ font-size: {_times(3.9, unit)} }} }} html {{ font-size: {unit} }}",
        notice=notice,
        layout=lay_out(notice),
        code=code(notice.address),
    )


def notice_picture(notice: Notice) -> bytes:
    """A PNG of 1080 pixels in width, to be read in a chat group."""
    page = f"size: {PICTURE_WIDTH}mm {TALLEST}mm; margin: 0; @bottom-right {{ content: none }}"
    rules = f"@page {{ {page} }} html {{ font-size: 1mm }}"
    streets = [_street(lane) for lane in notice.document["lanes"]]
    pdf = print_pdf("notice_long", rules, notice=notice, lanes=streets, code=code(notice.address))
    return picture_of(pdf, MARGIN)


def _street(lane: Row) -> Street:
    rows = lane["rows"]
    is_wide = any(len(row["number"]) > LONG_NUMBER for row in rows)
    middle = len(rows) if is_wide else (len(rows) + 1) // 2
    return Street(lane["name"], [half for half in (rows[:middle], rows[middle:]) if half], is_wide)


def lay_out(notice: Notice) -> Layout:
    """Lanes whole on one page with rows as high as can be, else split on one page, else on several."""
    pieces = [Piece(lane["name"], lane["rows"]) for lane in notice.document["lanes"]]
    columns = _columns(notice)
    for split, dense in product((False, True), range(len(ROWS))):
        page = on_one_page(pieces, columns, _room(notice, ROWS[dense]).only, split=split)
        if page is not None:
            return Layout([page], columns, dense)
    return Layout(in_pages(pieces, columns, _room(notice, ROWS[1])), columns, 1)


def _columns(notice: Notice) -> int:
    """Fewer where doors have long names, as flats of a compound have."""
    rows = [row for lane in notice.document["lanes"] for row in lane["rows"]]
    longest = max((len(row["number"]) + len(row["name"]) for row in rows), default=0)
    return 5 if longest <= 8 else 4 if longest <= 11 else 3 if longest <= 16 else 2


def _room(notice: Notice, height: float) -> Room:
    best = 16 + 10 * _name_lines(notice)
    corrected = 10 + 6.6 * math.ceil(len(notice.corrections) / 3) if notice.document["number"] > 1 else 0
    above, foot = HEADER + best + corrected, FOOT + 6.6 * max(0, _fault_lines(notice) - 4)
    return Room(
        *(max(8, int(left / height)) for left in (PAGE - above - foot, PAGE - above, PAGE - 8, PAGE - 8 - foot))
    )


def _name_lines(notice: Notice) -> int:
    """How many lines the commended take."""
    doors = notice.document["commended"]
    words = (each["lane"] + _("%(number)s号", number=each["number"]) + each["name"] for each in doors)
    return _lines(words, LETTER, NAME, WIDTH)


def _fault_lines(notice: Notice) -> int:
    words = (f"{label(each)}{each['count']}" for each in notice.document["faults"])
    return _lines(words, SMALL, GAP, COLUMN)


def _lines(words: Iterable[str], letter: float, gap: float, width: float) -> int:
    """How many lines words take that are not broken; a Latin letter is a little wider than half a Chinese one."""
    lines, left = 0, 0.0
    for word in words:
        needed = gap + letter * sum(0.58 if each.isascii() else 1 for each in word)
        if needed > left:
            lines, left = lines + 1, width
        left -= needed
    return lines


def _times(length: float, unit: str) -> str:
    return f"calc({length} * {unit})"
