"""Today's list in walking order; twin of `static/js/phone/views/list.js`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from webapp.blueprints.inspect.pages.companions_page import companions_line
from webapp.blueprints.inspect.pages.list_row import check_url, row_of
from webapp.blueprints.inspect.pages.notices import notices_of, toast_of
from webapp.blueprints.inspect.pages.own_checks import View, is_unsent, own_checks, standing
from webapp.blueprints.inspect.pages.own_deeds import unsent_deeds
from webapp.blueprints.inspect.pages.round import is_waiting, last_visited, look_at, next_of
from webapp.blueprints.inspect.pages.search import matches
from webapp.blueprints.inspect.pages.words import day_words

TABS = ("", "todo", "faults", "recheck", "returned")
CIRCUMFERENCE = 1759  # tenths, of the ring's circle of radius 28


def list_page(
    *,
    snapshot: Mapping[str, Any],
    drafts: Iterable[Mapping[str, Any]],
    checks: Sequence[Mapping[str, Any]],
    today: str,
    deeds: Iterable[Mapping[str, Any]] = (),
    companions: Sequence[Mapping[str, Any]] | None = None,
    show: str = "",
    grid: str = "",
    query: str = "",
    at: str = "",
    online: bool = True,
    language: str = "zh",
    notices: Iterable[str] = (),
    toast: Mapping[str, Any] | None = None,
) -> View:
    """`show` is one of TABS, `grid` a grid's code or '', `query` what was typed, `at` the courtyard last opened."""
    show = show if show in TABS else ""
    walk = look_at(snapshot, drafts, checks, today, companions)
    grid = grid if any(each["code"] == grid for each in snapshot["grids"]) else ""
    looks = [look for look in walk if not grid or look["courtyard"]["grid"] == grid]
    shown = [look for look in looks if belongs(look, show) and matches(look["courtyard"], query)]
    following = next_courtyard(looks, today, at)
    return {
        "heading": heading(snapshot, grid),
        "person": snapshot["person"]["name"],
        "day": day_words(today, language),
        "free_day": free_day(snapshot, today),
        "online": online,
        "url": "/inspect/",
        "nearby_url": "/inspect/nearby/",
        "scan_url": "/inspect/scan/",
        "outbox_url": "/inspect/outbox/",
        "settings_url": "/inspect/settings/",
        "waiting": _waiting(snapshot, checks) + len(unsent_deeds(snapshot, deeds)),
        **progress(looks),
        **companions_line(snapshot, companions, language),
        "tabs": [_tab(code, looks, show, grid) for code in TABS],
        "has_grids": len(snapshot["grids"]) > 1,
        "grids": _grids(snapshot, grid, show),
        "grid": grid,
        "show": show,
        "query": query,
        "lanes": lanes_of(shown, following, snapshot, today, language),
        "has_rows": bool(shown),
        **_next(following),
        "notices": notices_of(notices),
        "toast": toast_of(toast),
    }


def _waiting(snapshot: Mapping[str, Any], checks: Sequence[Mapping[str, Any]]) -> int:
    """Only what this phone holds can wait; a browser without the phone's own store holds nothing."""
    return sum(is_unsent(check) for check in standing(own_checks(snapshot, checks))) if checks else 0


def _next(following: View | None) -> View:
    if not following:
        return {"has_next": False, "next_number": "", "next_url": ""}
    return {"has_next": True, "next_number": following["courtyard"]["number"], "next_url": check_url(following)}


def heading(snapshot: Mapping[str, Any], grid: str) -> str:
    """The grid's name when there is one, else the community's."""
    names = [each["name"] for each in snapshot["grids"] if each["code"] == grid or len(snapshot["grids"]) == 1]
    return names[0] if names else snapshot["community"]["name"]


def free_day(snapshot: Mapping[str, Any], today: str) -> str:
    """The name of the holiday that today is; '' on a day of patrol, and where an older server tells of none."""
    return next((each["name"] for each in snapshot.get("free_days", ()) if each["day"] == today), "")


def belongs(look: View, show: str) -> bool:
    """Whether a courtyard stands under a tab; the courtyards one may not check stand under the first only."""
    if not show:
        return True
    if look["is_recused"]:
        return False
    last = look["courtyard"]["last"]
    return {
        "todo": not look["is_done"],
        "faults": bool(last and last["faults"]),
        "recheck": bool(look["finding"]),
        "returned": bool(look["returned"]),
    }[show]


def progress(looks: Iterable[View]) -> View:
    """How many are done and left of those one may check, and the ring that draws it."""
    mine = [look for look in looks if not look["is_recused"]]
    done = sum(look["is_done"] for look in mine)
    tenths = done * CIRCUMFERENCE // len(mine) if mine else 0
    ring = f"{tenths // 10}.{tenths % 10} {CIRCUMFERENCE // 10}.{CIRCUMFERENCE % 10}"
    return {"done": done, "total": len(mine), "left": len(mine) - done, "ring": ring}


def next_courtyard(looks: Sequence[View], today: str, at: str) -> View | None:
    """The one left half done, else on from where one is now, else the next to do after the latest check of today."""
    half_done = [look for look in looks if look["draft"] and not (look["is_recused"] or look["companion"])]
    if half_done:
        return max(half_done, key=lambda look: look["draft"]["id"])
    here = next((look for look in looks if look["courtyard"]["code"] == at), None)
    if here:
        return here if is_waiting(here) else next_of(looks, at)
    return next_of(looks, last_visited(looks, today))


def lanes_of(
    looks: Iterable[View], following: View | None, snapshot: Mapping[str, Any], today: str, language: str
) -> list[View]:
    """The rows under a heading for each stretch of lane, in walking order."""
    lanes: list[View] = []
    for look in looks:
        if not lanes or lanes[-1]["name"] != look["courtyard"]["lane"]:
            lanes.append({"name": look["courtyard"]["lane"], "left": 0, "rows": []})
        row = row_of(look, snapshot, today, language)
        lanes[-1]["rows"].append(row | {"is_next": look is following})
        lanes[-1]["left"] += 1 if is_waiting(look) else 0
    return lanes


def _tab(code: str, looks: Iterable[View], show: str, grid: str) -> View:
    count = sum(belongs(look, code) for look in looks)
    return {"code": code, "url": _address(show=code, grid=grid), "count": count, "is_current": code == show}


def _grids(snapshot: Mapping[str, Any], grid: str, show: str) -> list[View]:
    every = [{"code": "", "name": ""}, *snapshot["grids"]]
    return [
        {"name": each["name"], "url": _address(show=show, grid=each["code"]), "is_current": each["code"] == grid}
        for each in every
    ]


def _address(**wishes: str) -> str:
    query = urlencode({name: value for name, value in wishes.items() if value})
    return f"/inspect/?{query}" if query else "/inspect/"
