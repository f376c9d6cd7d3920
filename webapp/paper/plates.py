"""Door plates: a sheet of labels, each with a door's number and the code that opens its published row. No names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from webapp.domain.numbering import sort_key
from webapp.models import Community
from webapp.paper.codes import code
from webapp.paper.order import Order
from webapp.queries.routes import courtyards_on_the_way

MOST_COLUMNS, MOST_ROWS = 4, 10
WIDTH, HEIGHT, TOP, LEFT = 210, 297, 10, 10  # millimetres of A4, and its margins
LONGEST = 2.5  # the width of a number like 135-1, in its type's size


@dataclass(frozen=True, slots=True)
class Plate:
    """What stands on one label."""

    lane: str
    number: str
    code: Markup


@dataclass(frozen=True, slots=True)
class Grid:
    """Labels of a sheet, in millimetres; `type` is the number's size, `side` the code's."""

    columns: int
    rows: int

    @property
    def width(self) -> float:
        return (WIDTH - 2 * LEFT) / self.columns

    @property
    def height(self) -> float:
        return (HEIGHT - 2 * TOP) / self.rows

    @property
    def side(self) -> float:
        return min(self.height - 6, self.width * 0.5 - 4)

    @property
    def type(self) -> float:
        return min(self.height * 0.4, (self.width - self.side - 8) / LONGEST)

    @property
    def rules(self) -> str:
        """The style of this grid; figures only."""
        return (
            f"@page {{ size: A4 portrait; margin: {TOP}mm {LEFT}mm; @bottom-right {{ content: none }} }} "
            f".label {{ width: {self.width:.2f}mm; height: {self.height:.2f}mm; font-size: {self.type:.2f}mm }} "
            f".label .qr {{ width: {self.side:.2f}mm; height: {self.side:.2f}mm }} "
            f".label .code {{ top: {(self.height - self.side) / 2:.2f}mm }} "
            f".label .words {{ left: {self.side + 4:.2f}mm }}"
        )


def plates_of(community: Community, month: str, order: Order) -> Iterator[Plate]:
    """By lane and door number."""
    found = courtyards_on_the_way(community.id, month, order.lane)
    yards = (yard for yard in found if order.names(yard.lane.name, yard.number))
    for yard in sorted(yards, key=lambda each: (each.lane.position, each.lane.id, sort_key(each.number))):
        yield Plate(yard.lane.name, yard.number, code(f"{order.root}/d/{yard.code}/"))
