"""The goods of the demo's shelf, drawn: things without a maker's name."""

from __future__ import annotations

import io
from collections.abc import Callable

from webapp.demo.drawing.pen import Pen

GROUND = "#eef1ee"
SHADE = "#d3dad6"
WHITE, BLUE, GREEN, AMBER, RED = "#ffffff", "#3f6fb0", "#4f8f6a", "#e0a93a", "#b5453f"


def picture_of(name: str) -> bytes:
    """As a PNG; its middle square is what small lists show."""
    pen = Pen(GROUND)
    pen.oval(140, 390, 500, 440, SHADE)
    DRAWN[name](pen)
    buffer = io.BytesIO()
    pen.finished().convert("RGB").save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def tissues(pen: Pen) -> None:
    """A pack of rolls with a handle."""
    pen.ring(265, 60, 110, BLUE, 12)
    pen.box(150, 120, 490, 410, "#dfe8f4")
    for top in (140, 275):
        for left in (165, 275, 385):
            pen.box(left, top + 18, left + 95, top + 110, WHITE)
            pen.oval(left, top, left + 95, top + 40, WHITE)
            pen.oval(left + 32, top + 12, left + 63, top + 28, SHADE)
    pen.box(150, 250, 490, 280, BLUE)


def powder(pen: Pen) -> None:
    """A bag that is folded at its top."""
    pen.shape(((200, 110), (440, 110), (470, 410), (170, 410)), GREEN)
    pen.shape(((200, 110), (440, 110), (430, 70), (210, 70)), "#3b7153")
    pen.oval(225, 190, 415, 370, WHITE)
    for left, top, size in ((265, 240, 60), (320, 220, 44), (330, 285, 56), (280, 305, 34)):
        pen.ring(left, top, size, GREEN, 6)


def oil(pen: Pen) -> None:
    """A bottle with a handle."""
    pen.box(285, 60, 355, 100, RED)
    pen.shape(((285, 100), (355, 100), (430, 180), (430, 410), (210, 410), (210, 180)), AMBER)
    pen.shape(((365, 150), (405, 185), (405, 260), (380, 260), (380, 200)), GROUND)
    pen.box(210, 260, 360, 360, WHITE)
    pen.oval(255, 285, 315, 340, AMBER)


def umbrella(pen: Pen) -> None:
    """Open, with a hooked handle."""
    pen.line(((320, 80), (320, 370), (310, 395), (285, 400), (270, 380)), "#5c5146", 12)
    pen.shape(((110, 260), (150, 170), (230, 110), (320, 90), (410, 110), (490, 170), (530, 260)), BLUE)
    for left in (110, 215, 320, 425):
        pen.oval(left, 235, left + 105, 285, GROUND)
    pen.line(((320, 92), (215, 258)), "#2f5488", 5)
    pen.line(((320, 92), (425, 258)), "#2f5488", 5)


DRAWN: dict[str, Callable[[Pen], None]] = {"纸巾": tissues, "洗衣粉": powder, "食用油": oil, "雨伞": umbrella}
