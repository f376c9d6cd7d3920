"""Five lanes on an invented slope: 103 doors with their numbers, grids, order of walking and coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from webapp.domain.household_code import make_code

# Microdegrees; the hill is made up, and so is where it stands.
FOOT_LATITUDE, FOOT_LONGITUDE = 36_200_100, 117_090_200
STRAY = 12
GRIDS = {"1": 21, "2": 21, "3": 20, "4": 21, "5": 20}
GRID_NAMES = {"1": "第一网格", "2": "第二网格", "3": "第三网格", "4": "第四网格", "5": "第五网格"}


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane from `start` by `step` (north, east in microdegrees) from door to door."""

    name: str
    numbers: tuple[str, ...]
    start: tuple[int, int]
    step: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Door:
    """A courtyard before it is in the database; `position` counts from 1 within its grid."""

    code: str
    lane: str
    number: str
    grid: str
    position: int
    latitude: int
    longitude: int


def _odd(last: int, *without: int, extra: dict[int, str] | None = None) -> tuple[str, ...]:
    """Odd numbers up the lane; `extra` are doors that were broken through later, behind the number they follow."""
    numbers: list[str] = []
    for number in range(1, last + 1, 2):
        if number not in without:
            numbers.append(str(number))
        if extra and number in extra:
            numbers.append(extra[number])
    return tuple(numbers)


def _both_sides(last: int, *without: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, last + 1) if number not in without)


LANES = (
    Lane("石阶巷", _odd(53, 13, 49, extra={35: "35-1"}), (0, 0), (62, 58)),
    Lane("竹坡巷", _both_sides(24, 4, 14), (1750, 1300), (71, -34)),
    Lane("水井坡", _both_sides(20), (2900, 700), (38, -66)),
    Lane("半山路", _odd(41, 17, extra={9: "9-1", 27: "27-1"}), (3500, -520), (-45, -78)),
    Lane("枇杷弄", _both_sides(14, 4), (2500, -2100), (-82, 24)),
)


def lay_out(random: Random) -> list[Door]:
    """All doors in walking order, grid after grid."""
    doors = [(lane, at) for lane in LANES for at in range(len(lane.numbers))]
    places = [(grid, position) for grid, size in GRIDS.items() for position in range(1, size + 1)]
    return [_door(lane, at, grid, position, random) for (lane, at), (grid, position) in zip(doors, places, strict=True)]


def _door(lane: Lane, at: int, grid: str, position: int, random: Random) -> Door:
    north, east = (lane.start[axis] + at * lane.step[axis] + random.randint(-STRAY, STRAY) for axis in (0, 1))
    code = make_code(random.randbytes(8))
    return Door(code, lane.name, lane.numbers[at], grid, position, FOOT_LATITUDE + north, FOOT_LONGITUDE + east)
