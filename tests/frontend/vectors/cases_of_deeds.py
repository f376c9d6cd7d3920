"""The cases of deeds and of who comes along."""

from __future__ import annotations

from typing import Any

from tests.frontend.vectors import scenes
from tests.frontend.vectors.scenes import COMPANIONS, NOW, TODAY, deed, snapshot

Json = dict[str, Any]


def companions_cases() -> dict[str, Json]:
    known = {"snapshot": snapshot(companions=COMPANIONS), "today": TODAY}
    return {
        "nobody": {**known, "along": [], "can_keep": True},
        "one": {**known, "along": ["12"], "can_keep": True},
        "from the server, in English": {**known, "along": [], "can_keep": False, "language": "en"},
        "nobody to choose": {**known, "snapshot": snapshot(), "along": [], "can_keep": True},
    }


def deed_cases() -> dict[str, Json]:
    known = {"snapshot": snapshot(), "courtyard": scenes.code("27"), "id": scenes.check_id(70), "today": TODAY}
    said = {"deed": "activity", "points": "3", "happened_on": "2026-11-01", "note": '<b>扫雪</b> & "铲冰"'}
    return {
        "fresh": known,
        "from a saved check, in English": {**known, "check": scenes.check_id(41), "language": "en"},
        "said": {**known, "said": said, "notices": ["deed_incomplete"]},
        "said what cannot be": {**known, "said": said | {"deed": "singing", "points": "x"}},
    }


def _deeds() -> list[Json]:
    return [
        deed(50, "27", "approved"),
        deed(51, "25", "approved", day="2026-11-20"),
        deed(52, "25", "returned", "上个月已经记过", day="2026-11-02", note=""),
        deed(53, "19", "rejected", "not_your_courtyard"),
        deed(54, "19", "rejected", "deed_decided", withdrawn=True, replaces=scenes.check_id(50)),
        deed(55, "21", "rejected", "deed_points_differ"),
        deed(56, "23", "conflict"),
        deed(79, "23", "dismissed", "记成别家的了"),
        deed(57, "23", "complete", deed="activity", points=3),
        deed(58, "17", "complete"),
        deed(59, "17", withdrawn=True, replaces=scenes.check_id(58)),
        deed(76, "17", "complete"),
        deed(77, "17", "dismissed", "还是算", withdrawn=True, replaces=scenes.check_id(76)),
        deed(60, "35-1", deed="singing", note='<i>"唱歌"</i>'),
    ]


def _told_deeds() -> list[Json]:
    return [
        scenes.deed_text(48, "27") | {"state": "complete", "reason": None},
        scenes.deed_text(49, "8", "2026-11-18", points=2, deed="activity")
        | {"state": "returned", "reason": "没有人见过"},
        scenes.deed_text(57, "23") | {"state": "approved", "reason": None},
    ]


def outbox_deeds(sending: Json) -> dict[str, Json]:
    return {
        "deeds in every state": {
            "snapshot": snapshot(own_deeds=_told_deeds()),
            "checks": [],
            "deeds": _deeds(),
            "now": NOW,
            "sending": sending,
        },
        "deeds in English, from the server": {
            "snapshot": snapshot(own_deeds=_told_deeds()),
            "checks": [],
            "now": NOW,
            "sending": None,
            "language": "en",
        },
    }


def deed_forms() -> dict[str, dict[str, str]]:
    """What the form of a deed sends; the activity is worth one to three points."""
    said = {"deed": "activity", "points": "3", "happened_on": TODAY, "note": "扫雪"}
    changes: dict[str, dict[str, str]] = {
        "a choice": {},
        "no points: the least": {"points": ""},
        "points nobody asked for": {"deed": "volunteering", "points": "9"},
        "more than the rule has": {"points": "4"},
        "none": {"points": "0"},
        "less than none": {"points": "-1"},
        "a fraction that is whole": {"points": "2.0"},
        "an exponent": {"points": "2e0"},
        "a hexadecimal": {"points": "0x2"},
        "blanks": {"points": " 2 "},
        "figures of another script": {"points": "２"},
        "zeros before it": {"points": "002"},
        "another kind": {"deed": "singing"},
        "the first day": {"happened_on": "2026-10-23"},
        "a day too early": {"happened_on": "2026-10-22"},
        "tomorrow": {"happened_on": "2026-11-24"},
        "a day the calendar lacks": {"happened_on": "2026-10-32"},
        "a day in another spelling": {"happened_on": "2026-11-3"},
        "no day": {"happened_on": ""},
    }
    cases = {name: {**said, **change, "today": TODAY} for name, change in changes.items()}
    # In March the days of February are near enough.
    february = {"30 February": "2026-02-30", "29 February": "2026-02-29", "28 February": "2026-02-28"}
    return cases | {name: {**said, "happened_on": day, "today": "2026-03-10"} for name, day in february.items()}
