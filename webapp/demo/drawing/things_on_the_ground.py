"""Faults that lie or stand before the gate."""

from __future__ import annotations

from random import Random

from webapp.demo.drawing.pen import Pen


def litter(pen: Pen, random: Random) -> None:
    """Paper, bottles and bags scattered about."""
    for _ in range(16):
        x, y = random.randint(120, 520), random.randint(376, 425)
        pen.shape(
            [(x, y), (x + 16, y - 7), (x + 21, y + 4), (x + 6, y + 10)],
            random.choice(("#f2efe6", "#d9e2ea", "#e7c9a6")),
        )
    for x in (210, 430):
        pen.box(x, 398, x + 34, 409, "#7fb0a0")
        pen.box(x + 34, 401, x + 42, 406, "#d8433a")


def cartons(pen: Pen, random: Random) -> None:
    for x, y, size in ((390, 330, 84), (462, 352, 66), (404, 290, 52)):
        lean = random.randint(10, 22)
        pen.shape([(x, y), (x + size, y + 4), (x + size, y + size), (x, y + size - 6)], "#b98f56")
        pen.shape([(x, y), (x + lean, y - 16), (x + size + lean, y - 12), (x + size, y + 4)], "#d3a96b")
        pen.shape(
            [(x + size, y + 4), (x + size + lean, y - 12), (x + size + lean, y + size - 18), (x + size, y + size)],
            "#966f3e",
        )
        pen.box(x + size / 2 - 5, y + 3, x + size / 2 + 5, y + size - 2, "#cdb48a")


def bags(pen: Pen, random: Random) -> None:
    for x, size in ((120, 60), (172, 74), (466, 66)):
        y, colour = 412 - size, random.choice(("#2f343a", "#33404f", "#a8323a"))
        pen.oval(x, y, x + size, y + size * 1.05, colour)
        pen.shape(
            [(x + size * 0.4, y + 6), (x + size * 0.6, y + 6), (x + size * 0.68, y - 12), (x + size * 0.32, y - 12)],
            colour,
        )
        pen.line([(x + size * 0.3, y + 18), (x + size * 0.24, y + size * 0.6)], "#ffffff50", 3)


def puddle(pen: Pen, random: Random) -> None:
    pen.oval(150, 378, 500, 428, "#5c6f7acc")
    pen.oval(210, 386, 410, 414, "#8ea7b5cc")
    pen.line([(340, 344), (330, 360), (352, 386)], "#5c6f7acc", random.randint(10, 16))


def stain(pen: Pen, random: Random) -> None:
    for _ in range(14):
        x, y = random.randint(220, 400), random.randint(378, 412)
        pen.oval(x, y, x + random.randint(40, 100), y + random.randint(12, 24), "#2b262080")


def _bin(pen: Pen, x: int, colour: str, is_open: bool) -> None:
    pen.shape([(x, 312), (x + 74, 312), (x + 66, 412), (x + 8, 412)], colour)
    for wheel in (x + 8, x + 50):
        pen.oval(wheel, 404, wheel + 18, 422, "#22262a")
    if is_open:
        pen.shape([(x + 70, 312), (x + 80, 308), (x + 100, 246), (x + 88, 244)], colour)
        pen.oval(x + 6, 292, x + 44, 330, "#e5e1d6")
        pen.oval(x + 30, 286, x + 70, 326, "#2f343a")
    else:
        pen.box(x - 4, 302, x + 78, 314, colour)


def open_bins(pen: Pen, random: Random) -> None:
    _bin(pen, 430, "#2c6a4a", True)
    _bin(pen, 530, random.choice(("#35566f", "#50555a")), True)


def mixed_bin(pen: Pen, random: Random) -> None:
    _bin(pen, 440, "#2c6a4a", True)
    for x in (452, 470, 486):
        pen.box(x, random.randint(262, 280), x + 11, 310, random.choice(("#7fb0a0", "#c9d9e6", "#9fbf63")))
        pen.box(x + 3, 258, x + 8, 284, "#d8433a")


def bags_at_bin(pen: Pen, random: Random) -> None:
    _bin(pen, 500, "#2c6a4a", False)
    bags(pen, random)


def snow(pen: Pen, random: Random) -> None:
    pen.shape([(0, 352), (150, 344), (330, 356), (500, 345), (640, 356), (640, 446), (0, 446)], "#f4f7fa")
    for _ in range(12):
        x, y = random.randint(0, 560), random.randint(356, 420)
        pen.oval(x, y, x + 80, y + 20, "#dbe4ec")


def ice(pen: Pen, random: Random) -> None:
    pen.shape([(180, 372), (420, 366), (480, 400), (430, 428), (190, 424), (130, 396)], "#c5dbe8e6")
    for _ in range(7):
        x = random.randint(190, 400)
        pen.line([(x, 378), (x + random.randint(-30, 50), 416)], "#ffffffb0", 2)


def droppings(pen: Pen, random: Random) -> None:
    for _ in range(11):
        x, y = random.randint(180, 470), random.randint(376, 420)
        pen.oval(x, y, x + 20, y + 11, "#4a3a24")
        pen.oval(x + 5, y - 6, x + 15, y + 5, "#5b482d")


def firewood(pen: Pen, random: Random) -> None:
    for row, count in enumerate((8, 7, 6, 4)):
        for at in range(count):
            x, y = 340 + at * 32 + row * 16, 394 - row * 26
            pen.oval(x, y, x + 30, y + 28, random.choice(("#8a6540", "#7a5735", "#9a7248")))
            pen.ring(x + 6, y + 6, 17, "#5d4126", 2)


def bricks(pen: Pen, random: Random) -> None:
    for left, rows in ((90, 5), (400, 6)):
        for row in range(rows):
            for at in range(4):
                x, y = left + at * 36 + (row % 2) * 8, 402 - row * 18
                pen.box(x, y, x + 33, y + 15, random.choice(("#a34b35", "#94432f", "#b0573f")))


def sofa(pen: Pen, random: Random) -> None:
    colour, dark = random.choice((("#7a6a8c", "#5f526e"), ("#6d7f63", "#55634d"), ("#8c5f4c", "#6e4a3b")))
    pen.box(350, 300, 560, 372, dark)
    pen.box(338, 338, 572, 408, colour)
    for x in (372, 458):
        pen.box(x, 346, x + 78, 372, dark)
    for x in (350, 548):
        pen.box(x, 408, x + 12, 424, "#3a2c22")


def car(pen: Pen, random: Random) -> None:
    body = random.choice(("#c9ced3", "#40648a", "#8b2d2d", "#e9e6df"))
    pen.shape([(150, 330), (200, 272), (380, 270), (436, 328)], body)
    pen.shape([(172, 328), (208, 284), (284, 282), (284, 328)], "#3a4a57")
    pen.shape([(296, 328), (296, 282), (374, 282), (410, 328)], "#3a4a57")
    pen.shape([(104, 336), (150, 326), (440, 326), (500, 342), (504, 396), (100, 396)], body)
    for x in (150, 392):
        pen.oval(x, 360, x + 68, 428, "#1f2226")
        pen.oval(x + 19, 379, x + 49, 409, "#9aa0a6")
    pen.oval(484, 346, 502, 362, "#f1e6b8")


def electric_bikes(pen: Pen, random: Random) -> None:
    for x in (110, 370):
        colour = random.choice(("#b5322b", "#2d6f8e", "#30343a"))
        for wheel in (x, x + 120):
            pen.ring(wheel, 352, 66, "#22262a", 8)
        pen.shape([(x + 34, 386), (x + 60, 340), (x + 124, 352), (x + 152, 388)], colour)
        pen.line([(x + 152, 384), (x + 138, 296), (x + 112, 290)], "#2a2d31", 5)
        pen.box(x + 36, 324, x + 92, 338, "#22262a")


def stall(pen: Pen, random: Random) -> None:
    pen.shape([(330, 240), (610, 240), (580, 206), (360, 206)], random.choice(("#c44d3d", "#3c7a57")))
    for x in (344, 590):
        pen.line([(x, 240), (x, 420)], "#4b4b4b", 5)
    pen.box(340, 340, 600, 366, "#8c6a45")
    for at in range(10):
        pen.oval(346 + at * 25, 316, 372 + at * 25, 342, random.choice(("#5c8f3f", "#d2592d", "#e0b23c")))


def cabinet(pen: Pen, random: Random) -> None:
    colour = random.choice(("#8a6a48", "#6e5a48", "#9b8a74"))
    pen.shape([(250, 250), (380, 238), (392, 402), (258, 412)], colour)
    pen.line([(320, 246), (328, 406)], "#3b2c1e", 3)
    for x in (304, 332):
        pen.oval(x, 320, x + 10, 330, "#d8c48c")
    pen.shape([(390, 390), (520, 330), (528, 342), (398, 404)], "#a98358")
