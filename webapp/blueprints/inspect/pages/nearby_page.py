"""The courtyards by distance from the phone; twin of `static/js/phone/views/nearby.js`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from webapp.blueprints.inspect.pages.list_row import row_of
from webapp.blueprints.inspect.pages.notices import notices_of
from webapp.blueprints.inspect.pages.own_checks import View
from webapp.blueprints.inspect.pages.place import distance_words, is_placed, metres
from webapp.blueprints.inspect.pages.round import is_waiting, look_at

MOST_ROWS = 30  # farther away than these one goes by the list


def nearby_page(
    *,
    snapshot: Mapping[str, Any],
    drafts: Iterable[Mapping[str, Any]],
    checks: Sequence[Mapping[str, Any]],
    today: str,
    companions: Sequence[Mapping[str, Any]] | None = None,
    fix: Mapping[str, Any] | None = None,
    locating: str = "",
    language: str = "zh",
    notices: Iterable[str] = (),
) -> View:
    """`fix` is where the phone is, with its accuracy in metres; `locating` is '', 'asked' or 'denied'."""
    looks = look_at(snapshot, drafts, checks, today, companions)
    near = by_distance(looks, fix)
    rows = [
        row_of(look, snapshot, today, language) | {"lane": look["courtyard"]["lane"]} | distance_words(far)
        for far, look in near[:MOST_ROWS]
    ]
    following = next((look["courtyard"] for _far, look in near if is_waiting(look)), None)
    return {
        "back_url": "/inspect/",
        "map_url": "/inspect/map/?around=1",
        **fix_words(fix, locating),
        "rows": rows,
        "has_rows": bool(rows),
        "unplaced": sum(not is_placed(look["courtyard"]) for look in looks),
        "has_next": following is not None,
        "next_number": following["number"] if following else "",
        "next_url": f"/inspect/courtyards/{following['code']}/" if following else "",
        "notices": notices_of(notices),
    }


def by_distance(looks: Iterable[View], fix: Mapping[str, Any] | None) -> list[tuple[int, View]]:
    """Metres and courtyard, the nearest first, those equally far in walking order; nothing without a fix."""
    if fix is None:
        return []
    placed = [(metres(fix, look["courtyard"]), look) for look in looks if is_placed(look["courtyard"])]
    return sorted(placed, key=lambda pair: pair[0])


def fix_words(fix: Mapping[str, Any] | None, locating: str) -> View:
    """What is known of the phone's place: how exact it is, or why there is none."""
    return {"has_fix": fix is not None, "accuracy": fix["accuracy"] if fix else 0, "locating": locating}
