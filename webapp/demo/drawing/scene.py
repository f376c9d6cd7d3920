"""The background of a photo: sky, roof, wall, gate, ground, and what grows beside it."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from PIL import Image

from webapp.demo.drawing.pen import HEIGHT, WIDTH, Pen

SKIES = ("#dcdad0", "#c9d4dc", "#b9cbdb", "#d8dfe3", "#e6dcc8", "#b7bfc6")
WALLS = (
    ("#d0c8b8", "#b6ac9a"),
    ("#c7bfb2", "#8f8a83"),
    ("#e0d6c0", "#c4b698"),
    ("#b9a48a", "#98846b"),
    ("#d9d9d4", "#a9a9a3"),
)
ROOFS = ("#6b6661", "#57534f", "#7b4a3a", "#5d6670")
GATES = (
    ("#5b2a24", "#7d4033"),
    ("#3f2f26", "#6a4b38"),
    ("#1f4a3e", "#2f6b59"),
    ("#35495c", "#4d667e"),
    ("#6b1f1b", "#96342b"),
)
GROUNDS = ("#98958e", "#a8a195", "#8c8a86", "#b0a58f")
PLATE = "#1b4f9c"
EAVES, SOCKLE, FLOOR = 105, 262, 340
GATE_TOP, GATE_WIDTH = 142, 210


@dataclass(frozen=True, slots=True)
class Scene:
    """A drawn background and the middle of its empty door plate."""

    image: Image.Image
    plate: tuple[int, int]


def draw_scene(random: Random) -> Scene:
    """A courtyard's front; `random` chooses its colours and where the gate is."""
    pen = Pen(random.choice(SKIES))
    gate = random.randint(165, 230)
    _wall(pen, random)
    _ground(pen, random)
    _gate(pen, random, gate)
    if random.random() < 0.5:
        _couplets(pen, gate)
    _plant(pen, random, gate - random.randint(70, 95))
    plate = (gate + GATE_WIDTH + 62, 218)
    pen.box(plate[0] - 34, plate[1] - 20, plate[0] + 34, plate[1] + 20, PLATE)
    pen.box(plate[0] - 30, plate[1] - 16, plate[0] + 30, plate[1] + 16, "#e8eef8")
    pen.box(plate[0] - 29, plate[1] - 15, plate[0] + 29, plate[1] + 15, PLATE)
    return Scene(_with_grain(pen.finished().convert("RGB")), plate)


def _wall(pen: Pen, random: Random) -> None:
    upper, lower = random.choice(WALLS)
    pen.box(0, EAVES, WIDTH, FLOOR, upper)
    pen.box(0, SOCKLE, WIDTH, FLOOR, lower)
    if random.random() < 0.4:
        for row, y in enumerate(range(SOCKLE, FLOOR, 13)):
            pen.line([(0, y), (WIDTH, y)], "#00000030", 1)
            for x in range(-20 * (row % 2), WIDTH, 40):
                pen.line([(x, y), (x, y + 13)], "#00000030", 1)
    roof = random.choice(ROOFS)
    pen.box(0, EAVES - 18, WIDTH, EAVES + 6, roof)
    for x in range(0, WIDTH, 16):
        pen.oval(x, EAVES - 2, x + 15, EAVES + 12, roof)


def _ground(pen: Pen, random: Random) -> None:
    pen.box(0, FLOOR, WIDTH, HEIGHT, random.choice(GROUNDS))
    for y in (352, 378, 418, 470):
        pen.line([(0, y + random.randint(-3, 3)), (WIDTH, y - 8)], "#5d5b5766", 2)
    for x in range(-200, WIDTH + 200, 120):
        pen.line([(WIDTH / 2 + (x - WIDTH / 2) * 0.6, FLOOR), (x, HEIGHT)], "#5d5b5744", 2)


def _gate(pen: Pen, random: Random, left: int) -> None:
    frame, leaf = random.choice(GATES)
    right, bottom = left + GATE_WIDTH, FLOOR + 4
    pen.shape(
        [(left - 34, bottom + 26), (right + 34, bottom + 26), (right + 16, bottom), (left - 16, bottom)], "#a9a59c"
    )
    pen.box(left - 14, GATE_TOP - 16, right + 14, GATE_TOP, "#8b857b")
    pen.box(left, GATE_TOP, right, bottom, frame)
    middle = (left + right) / 2
    for side in (left + 12, middle + 4):
        pen.box(side, GATE_TOP + 10, side + GATE_WIDTH / 2 - 16, bottom, leaf)
    for x in (middle - 22, middle + 10):
        pen.ring(x, 238, 14, "#c8a24a", 3)


def _couplets(pen: Pen, left: int) -> None:
    """The red strips of paper beside a gate, long since faded."""
    for x in (left - 22, left + GATE_WIDTH + 4):
        pen.box(x, GATE_TOP + 14, x + 18, FLOOR - 34, "#b9453c")
        for y in range(GATE_TOP + 24, FLOOR - 44, 22):
            pen.line([(x + 5, y), (x + 13, y + 8)], "#4a1d18", 2)
            pen.line([(x + 13, y), (x + 5, y + 10)], "#4a1d18", 2)


def _plant(pen: Pen, random: Random, x: int) -> None:
    greens = ("#3d6b3f", "#4f8049", "#64914f")
    if random.random() < 0.5:
        pen.shape([(x - 26, 318), (x + 26, 318), (x + 20, 362), (x - 20, 362)], "#8f5034")
        for side in (-26, -10, 12, 28):
            pen.oval(x + side - 14, 236 + abs(side), x + side + 14, 322, random.choice(greens))
    else:
        pen.box(x - 7, 230, x + 7, 356, "#6b523c")
        for _ in range(9):
            left, top = x + random.randint(-70, 18), random.randint(110, 205)
            pen.oval(left, top, left + 62, top + 52, random.choice(greens))


def _with_grain(image: Image.Image) -> Image.Image:
    """A little noise, as phones make it; it also keeps the files as large as real ones are."""
    noise = Image.effect_noise(image.size, 34)
    return Image.blend(image, Image.merge("RGB", [noise] * 3), 0.09)
