"""The schematic map: lanes with how many are left, or the plates of one lane or around the phone.

Twin of `static/js/phone/views/map.js`. Every figure is a whole unit of the drawing, 360 of which are its width.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from webapp.blueprints.inspect.pages.list_row import end_of, row_of, url_of
from webapp.blueprints.inspect.pages.map_layout import (
    WIDTH,
    Frame,
    bar_of,
    frame_of,
    is_near,
    middle_of,
    radius,
    settle,
    strays,
)
from webapp.blueprints.inspect.pages.nearby_page import by_distance, fix_words
from webapp.blueprints.inspect.pages.notices import notices_of
from webapp.blueprints.inspect.pages.own_checks import View
from webapp.blueprints.inspect.pages.place import Offset, is_placed, offset
from webapp.blueprints.inspect.pages.round import is_waiting, look_at

URL = "/inspect/map/"
AROUND = 12
STRETCH = 10  # so many plates of a lane stand on a sheet: with more they would not stand where they belong
LONGEST_NAME = 6
# Cells of the sheet by size of type: for a lane's name with its count, and for a door plate one can hit.
SIGNS = {"normal": (120, 60), "elder": (180, 84)}
PLATES = {"normal": (60, 56), "elder": (72, 72)}
GAP = 10
UNRESERVED = "!~*'()"


def map_page(
    *,
    snapshot: Mapping[str, Any],
    drafts: Iterable[Mapping[str, Any]],
    checks: Sequence[Mapping[str, Any]],
    today: str,
    companions: Sequence[Mapping[str, Any]] | None = None,
    grid: str = "",
    lane: str = "",
    around: bool = False,
    fix: Mapping[str, Any] | None = None,
    locating: str = "",
    size: str = "normal",
    language: str = "zh",
    notices: Iterable[str] = (),
) -> View:
    """`lane` is a lane's name; with `around` the plates nearest to `fix`; with neither the whole round by lanes."""
    walk = look_at(snapshot, drafts, checks, today, companions)
    grid = grid if any(each["code"] == grid for each in snapshot["grids"]) else ""
    looks = [look for look in walk if not grid or look["courtyard"]["grid"] == grid]
    drawn, rest = _sorted_out(looks)
    mode = "around" if around else "lane" if any(look["courtyard"]["lane"] == lane for look in looks) else "whole"
    if mode == "lane":
        drawn, rest = ([look for look in group if look["courtyard"]["lane"] == lane] for group in (drawn, rest))
    elif mode == "around":
        near = {look["courtyard"]["code"] for _far, look in by_distance(drawn, fix)[:AROUND]}
        drawn, rest = [look for look in drawn if look["courtyard"]["code"] in near], []
    stretches = _stretches(drawn) if mode == "lane" else [drawn]
    sheets = [_whole(drawn, fix, size, grid)] if mode == "whole" else [_part(each, fix, size) for each in stretches]
    return {
        "mode": mode,
        "lane": lane if mode == "lane" else "",
        "back_url": "/inspect/",
        "whole_url": _address(grid=grid),
        "around_url": _address(around="1", grid=grid),
        "nearby_url": "/inspect/nearby/",
        **fix_words(fix, locating),
        "has_grids": len(snapshot["grids"]) > 1,
        "grids": [
            {"name": each["name"], "url": _address(grid=each["code"]), "is_current": each["code"] == grid}
            for each in [{"code": "", "name": ""}, *snapshot["grids"]]
        ],
        "has_sheets": bool(drawn),
        "is_split": len(sheets) > 1,
        "sheets": sheets if drawn else [],
        "rest": [row_of(look, snapshot, today, language) for look in rest],
        "rest_count": len(rest),
        "notices": notices_of(notices),
    }


def _sorted_out(looks: Sequence[View]) -> tuple[list[View], list[View]]:
    """Those that can be drawn, and those without a place or too far from all others."""
    placed = [look for look in looks if is_placed(look["courtyard"])]
    places = [offset(placed[0]["courtyard"], look["courtyard"]) for look in placed]
    far = {look["courtyard"]["code"] for look, away in zip(placed, strays(places), strict=True) if away}
    drawn = [look for look in placed if look["courtyard"]["code"] not in far]
    shown = {look["courtyard"]["code"] for look in drawn}
    return drawn, [look for look in looks if look["courtyard"]["code"] not in shown]


def _whole(looks: Sequence[View], fix: Mapping[str, Any] | None, size: str, grid: str) -> View:
    """Lanes as lines with a dot for each courtyard, and for each lane a sign with what is left of it."""
    cell = SIGNS.get(size, SIGNS["normal"])
    places = _places(looks)
    lanes: dict[str, list[int]] = {}
    for at, look in enumerate(looks):
        lanes.setdefault(look["courtyard"]["lane"], []).append(at)
    frame = frame_of(places, cell, len(lanes), 480)
    spots = [frame.spot(place) for place in places]
    middles = [tuple(middle_of([spots[at][axis] for at in stops]) for axis in (0, 1)) for stops in lanes.values()]
    signs = [
        {
            "name": name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…",
            "lane": name,
            "left": sum(is_waiting(looks[at]) for at in stops),
            "url": _address(lane=name, grid=grid),
            "x": x,
            "y": y,
        }
        for (name, stops), (x, y) in zip(lanes.items(), settle(middles, frame), strict=True)  # type: ignore[arg-type]
    ]
    dots = [{"x": x, "y": y, "is_waiting": is_waiting(look)} for look, (x, y) in zip(looks, spots, strict=True)]
    lines = [_line([spots[at] for at in stops]) for stops in lanes.values()]
    return _sheet(frame, looks, fix, lines) | {"signs": signs, "dots": dots, "plates": []}


def _stretches(looks: Sequence[View]) -> list[Sequence[View]]:
    """A lane in walking order, in parts of about the same length."""
    parts = max((len(looks) + STRETCH - 1) // STRETCH, 1)
    most = max((len(looks) + parts - 1) // parts, 1)
    return [looks[start : start + most] for start in range(0, max(len(looks), 1), most)]


def _part(looks: Sequence[View], fix: Mapping[str, Any] | None, size: str) -> View:
    """A plate for each courtyard, moved aside where two would lie on one another."""
    places = _places(looks)
    frame = frame_of(places, PLATES.get(size, PLATES["normal"]), len(looks), 1200)
    spots = settle([frame.spot(place) for place in places], frame)
    lanes: dict[str, list[tuple[int, int]]] = {}
    for look, spot in zip(looks, spots, strict=True):
        lanes.setdefault(look["courtyard"]["lane"], []).append(spot)
    plates = [_plate(look) | {"x": x, "y": y} for look, (x, y) in zip(looks, spots, strict=True)]
    lines = [_line(stops) for stops in lanes.values()]
    return _sheet(frame, looks, fix, lines) | {"signs": [], "dots": [], "plates": plates}


def _plate(look: View) -> View:
    courtyard = look["courtyard"]
    return {
        "number": courtyard["number"],
        "is_long": len(courtyard["number"]) > 4,
        "lane": courtyard["lane"],
        "surname": courtyard["surname"],
        "url": url_of(look),
        "state": end_of(look),
        "is_done": look["is_done"],
        "is_off": look["is_recused"],
    }


def _sheet(frame: Frame, looks: Sequence[View], fix: Mapping[str, Any] | None, lines: list[str]) -> View:
    """What every drawing has: size, cells, lines, scale bar, and the phone's own place."""
    metres, units = bar_of(frame)
    me = offset(looks[0]["courtyard"], fix) if fix and looks else None
    has_me = me is not None and is_near(me, frame)
    x, y = frame.spot(me) if me is not None and has_me else (0, 0)
    wide, high = frame.cell[0] - GAP, frame.cell[1] - GAP + 4
    return {
        "box": f"0 0 {WIDTH} {frame.height}",
        "left": -(wide // 2),
        "top": -(high // 2),
        "wide": wide,
        "high": high,
        "name_y": -(high // 12),
        "count_y": high * 5 // 16,
        "first": looks[0]["courtyard"]["number"] if looks else "",
        "last": looks[-1]["courtyard"]["number"] if looks else "",
        "lines": lines,
        "bar_metres": metres,
        "bar_end": 12 + units,
        "has_me": has_me,
        "me_x": x,
        "me_y": y,
        "me_radius": radius(fix["accuracy"], frame) if fix and has_me else 0,
    }


def _places(looks: Sequence[View]) -> list[Offset]:
    return [offset(looks[0]["courtyard"], look["courtyard"]) for look in looks]


def _line(spots: Iterable[tuple[int, int]]) -> str:
    return " ".join(f"{x},{y}" for x, y in spots)


def _address(**wishes: str) -> str:
    """As encodeURIComponent writes it."""
    asked = "&".join(f"{name}={quote(value, safe=UNRESERVED)}" for name, value in wishes.items() if value)
    return f"{URL}?{asked}" if asked else URL
