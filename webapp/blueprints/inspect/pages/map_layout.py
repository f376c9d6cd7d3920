"""Puts places on a sheet so that a finger can tell them apart; twin of `static/js/phone/views/map_layout.js`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.blueprints.inspect.pages.place import MILLION, Offset, length

WIDTH = 360
TOP = 40  # for the north arrow and the scale bar
CLOSEST = 600_000  # millionths of a unit for a decimetre: nearer than this nothing is gained
STRAYS_FROM = 5_000  # decimetres
BARS = (5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where east and north lie on the sheet; `micro` is millionths of a unit for a decimetre."""

    west: int
    north: int
    micro: int
    left: int
    above: int
    columns: int
    rows: int
    cell: tuple[int, int]

    @property
    def height(self) -> int:
        return TOP + self.rows * self.cell[1]

    def spot(self, place: Offset) -> tuple[int, int]:
        """A place in units of the sheet."""
        east, north = place
        return (
            self.left + (east - self.west) * self.micro // MILLION,
            self.above + (self.north - north) * self.micro // MILLION,
        )


def frame_of(places: Sequence[Offset], cell: tuple[int, int], count: int, tallest: int) -> Frame:
    """A sheet as wide as a phone that holds the places, with half as many cells again as there are things to put."""
    easts, norths = [east for east, _ in places] or [0], [north for _, north in places] or [0]
    wide, high = max(easts) - min(easts), max(norths) - min(norths)
    room, most = WIDTH - cell[0], tallest - cell[1]
    micro = min(room * MILLION // max(wide, 1), most * MILLION // max(high, 1), CLOSEST)
    drawn = high * micro // MILLION
    columns = WIDTH // cell[0]
    rows = max((count * 3 + 2 * columns - 1) // (2 * columns), (drawn + cell[1] - 1) // cell[1] + 1)
    return Frame(
        west=min(easts),
        north=max(norths),
        micro=micro,
        left=(WIDTH - wide * micro // MILLION) // 2,
        above=TOP + (rows * cell[1] - drawn) // 2,
        columns=columns,
        rows=rows,
        cell=cell,
    )


def settle(spots: Sequence[tuple[int, int]], frame: Frame) -> list[tuple[int, int]]:
    """The middle of a cell for each spot, the nearest one that is still free."""
    wide, high = frame.cell
    free = [
        (column * wide + wide // 2, TOP + row * high + high // 2)
        for row in range(frame.rows)
        for column in range(frame.columns)
    ]
    settled = []
    for x, y in spots:
        nearest = min(free, key=lambda middle: (middle[0] - x) ** 2 + (middle[1] - y) ** 2)
        free.remove(nearest)
        settled.append(nearest)
    return settled


def middle_of(numbers: Sequence[int]) -> int:
    return sorted(numbers)[len(numbers) // 2]


def strays(places: Sequence[Offset]) -> list[bool]:
    """Which places lie so far from the others that drawing them would leave no room: a slip of the pen, mostly."""
    if not places:
        return []
    centre = middle_of([east for east, _ in places]), middle_of([north for _, north in places])
    away = [max(abs(east - centre[0]), abs(north - centre[1])) for east, north in places]
    limit = max(6 * middle_of(away), STRAYS_FROM)
    return [far > limit for far in away]


def bar_of(frame: Frame) -> tuple[int, int]:
    """The longest round distance that fits a third of the sheet: metres and units."""
    bars = [(metres, metres * 10 * frame.micro // MILLION) for metres in BARS]
    return next((bar for bar in bars if bar[1] <= WIDTH // 3), (0, 0))


def radius(accuracy: int, frame: Frame) -> int:
    return max(accuracy * 10 * frame.micro // MILLION, 8)


def is_near(place: Offset, frame: Frame) -> bool:
    """Whether a place lies on the sheet, or so close to it that a whole number can say where."""
    x, y = frame.spot(place)
    return length(*place) < MILLION and 0 <= x <= WIDTH and 0 <= y <= frame.height
