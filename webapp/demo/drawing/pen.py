"""A pen over a picture of twice the size, so that edges come out smooth when it is reduced."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 640, 480
SCALE = 2
Colour = str | tuple[int, ...]
Point = tuple[float, float]


class Pen:
    """Draws shapes given in the coordinates of the finished picture; transparent where nothing was drawn."""

    def __init__(self, ground: Colour = (0, 0, 0, 0)) -> None:
        self._image = Image.new("RGBA", (WIDTH * SCALE, HEIGHT * SCALE), ground)
        self._draw = ImageDraw.Draw(self._image)

    def box(self, left: float, top: float, right: float, bottom: float, fill: Colour) -> None:
        self._draw.rectangle(_scaled((left, top, right, bottom)), fill=fill)

    def oval(self, left: float, top: float, right: float, bottom: float, fill: Colour) -> None:
        self._draw.ellipse(_scaled((left, top, right, bottom)), fill=fill)

    def ring(self, left: float, top: float, size: float, colour: Colour, width: int) -> None:
        box = _scaled((left, top, left + size, top + size))
        self._draw.ellipse(box, outline=colour, width=width * SCALE)

    def shape(self, points: Sequence[Point], fill: Colour) -> None:
        self._draw.polygon([_point(point) for point in points], fill=fill)

    def line(self, points: Sequence[Point], colour: Colour, width: int) -> None:
        self._draw.line([_point(point) for point in points], fill=colour, width=width * SCALE, joint="curve")

    def finished(self) -> Image.Image:
        return self._image.reduce(SCALE)


def _scaled(values: tuple[float, ...]) -> list[float]:
    return [value * SCALE for value in values]


def _point(point: Point) -> Point:
    return point[0] * SCALE, point[1] * SCALE
