"""Faults on the wall, in trees and beds, and overhead."""

from __future__ import annotations

from random import Random

from webapp.demo.drawing.pen import Pen


def posters(pen: Pen, random: Random) -> None:
    for x, y in ((454, 250), (504, 258), (552, 246), (570, 132), (596, 262)):
        paper = random.choice(("#f6f2d8", "#f7d7d2", "#ffffff", "#dfeadb"))
        pen.box(x, y, x + 42, y + 54, paper)
        for line in range(4):
            pen.line([(x + 6, y + 12 + line * 10), (x + 34 - line * 4, y + 12 + line * 10)], "#7a3030", 2)


def scribble(pen: Pen, random: Random) -> None:
    for colour in ("#c9402f", "#3465a8", "#f0efe8"):
        x, y = random.randint(456, 500), random.randint(262, 312)
        points = [(x + at * 14, y + random.randint(-22, 22)) for at in range(8)]
        pen.line(points, colour, 4)
    pen.ring(556, 128, 48, "#c9402f", 4)


def _tree(pen: Pen, random: Random, x: int) -> None:
    pen.box(x - 9, 170, x + 9, 410, "#6b523c")
    for _ in range(10):
        left, top = x + random.randint(-78, 20), random.randint(80, 160)
        pen.oval(left, top, left + 66, top + 54, random.choice(("#3d6b3f", "#4f8049", "#64914f")))


def cord(pen: Pen, random: Random) -> None:
    """Bedding on a cord between two trees."""
    for x in (70, 580):
        _tree(pen, random, x)
    pen.line([(70, 232), (320, 252), (580, 230)], "#f1ede2", 3)
    for x, colour in ((150, "#c76a78"), (280, "#6f93b8"), (400, "#e3d9b4")):
        pen.box(x, 246, x + 96, 340, colour)
        pen.box(x, 282, x + 96, 292, "#ffffff70")


def hook(pen: Pen, random: Random) -> None:
    _tree(pen, random, 560)
    for y in (238, 276):
        pen.line([(552, y), (530, y + 4), (528, y + 18)], "#33373b", 4)
    pen.box(508, 258, 542, 320, random.choice(("#c9d9e6", "#e3d9b4")))
    pen.shape([(512, 296), (538, 296), (546, 352), (504, 352)], "#b5322b")


def broken_branch(pen: Pen, random: Random) -> None:
    _bed(pen)
    for x in range(120, 520, 44):
        top = random.randint(318, 336)
        pen.line([(x, 382), (x + 4, top)], "#4f6b3a", 4)
        pen.oval(x - 10, top - 16, x + 18, top + 6, random.choice(("#c65a78", "#4f8049")))
    for x in (250, 380):
        pen.line([(x, 384), (x - 6, 346), (x + 46, 372)], "#5c4a2f", 6)
        pen.oval(x + 38, 362, x + 66, 384, "#8a9a4f")


def _bed(pen: Pen) -> None:
    pen.shape([(80, 372), (560, 372), (590, 412), (50, 412)], "#4f7a45")
    pen.shape([(50, 412), (590, 412), (590, 428), (50, 428)], "#9a5a44")


def things_in_bed(pen: Pen, random: Random) -> None:
    _bed(pen)
    for x, colour in ((140, "#b98f56"), (250, "#8d949a"), (410, "#b98f56")):
        size = random.randint(60, 78)
        pen.box(x, 400 - size, x + size, 400, colour)
        pen.box(x + size / 2 - 4, 400 - size, x + size / 2 + 4, 400, "#00000030")
    pen.oval(330, 352, 398, 404, "#2f343a")


def litter_in_green(pen: Pen, random: Random) -> None:
    _bed(pen)
    for _ in range(14):
        x, y = random.randint(90, 530), random.randint(376, 404)
        pen.shape(
            [(x, y), (x + 18, y - 6), (x + 22, y + 5), (x + 4, y + 9)], random.choice(("#f2efe6", "#c9d9e6", "#e8a27c"))
        )


def wire(pen: Pen, random: Random) -> None:
    for drop in (0, 16, 30):
        sag = random.randint(40, 70)
        curve = [(x, 118 + drop + sag * (1 - ((x % 320 - 160) / 160) ** 2)) for x in range(0, 641, 10)]
        pen.line(curve, "#1c1c1c", 3)
    pen.line([(600, 206), (590, 320), (540, 372)], "#d8d2c4", 4)
    pen.box(516, 366, 566, 386, "#f4f1ea")


def shed(pen: Pen, random: Random) -> None:
    pen.shape([(430, 190), (640, 160), (640, 182), (430, 214)], random.choice(("#4d7fa8", "#7d8a8f")))
    pen.shape([(440, 212), (640, 184), (640, 404), (440, 404)], "#9fb9c980")
    for x in (440, 540, 634):
        pen.line([(x, 204), (x, 408)], "#6b6f73", 6)


def washing(pen: Pen, random: Random) -> None:
    pen.line([(110, 150), (530, 146)], "#f1ede2", 4)
    for at in range(7):
        x, length = 124 + at * 57, random.randint(60, 120)
        pen.box(x, 150, x + 44, 150 + length, random.choice(("#c76a78", "#6f93b8", "#e3d9b4", "#7aa37f")))


def broken_lamp(pen: Pen, random: Random) -> None:
    pen.box(566, 60, 576, 412, "#5b6066")
    pen.line([(571, 64), (520, 58)], "#5b6066", 8)
    pen.shape([(500, 58), (536, 58), (528, 84), (508, 84)], "#d9c77c")
    pen.line([(506, 60), (518, 74), (512, 84)], "#3a3a3a", 3)
    for _ in range(9):
        x, y = random.randint(480, 560), random.randint(398, 420)
        pen.shape([(x, y), (x + 9, y - 5), (x + 12, y + 6)], "#e9e3c2")
