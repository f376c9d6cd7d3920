"""The form for a good deed of a courtyard; twin of `static/js/phone/views/deed.js`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from sync.fields import is_day
from sync.limits import DEED_DAYS
from webapp.blueprints.inspect.pages.notices import notices_of
from webapp.blueprints.inspect.pages.own_checks import View
from webapp.blueprints.inspect.pages.parcel import courtyard_of
from webapp.blueprints.inspect.pages.words import label_of

NUMBER = re.compile(r"[0-9]{1,4}", re.ASCII)


def deed_page(
    *,
    snapshot: Mapping[str, Any],
    courtyard: str,
    id: str,
    today: str,
    check: str = "",
    said: Mapping[str, str] | None = None,
    language: str = "zh",
    notices: Iterable[str] = (),
) -> View:
    """`check` is the saved check to go back to, or ''; `said` is what the form sent."""
    yard = courtyard_of(snapshot, courtyard)
    address = f"/inspect/courtyards/{yard['code']}/"
    kinds = snapshot["rule_book"].get("deeds", ())
    codes = [kind["code"] for kind in kinds]
    chosen = said["deed"] if said and said["deed"] in codes else (codes or [""])[0]
    return {
        "number": yard["number"],
        "surname": yard["surname"],
        "lane": yard["lane"],
        "id": id,
        "check": check,
        "url": f"{address}deed/",
        "back_url": f"/inspect/checks/{check}/" if check else address,
        "kinds": [_kind(kind, chosen, said, language) for kind in kinds],
        "has_kinds": bool(kinds),
        "happened_on": said["happened_on"] if said else today,
        "first_day": _first_day(today),
        "today": today,
        "note": said["note"] if said else "",
        "notices": notices_of(notices),
    }


def deed_of(snapshot: Mapping[str, Any], said: Mapping[str, str], today: str) -> View | None:
    """What the form states, or None when something in it can't be right."""
    kind = next((each for each in snapshot["rule_book"].get("deeds", ()) if each["code"] == said["deed"]), None)
    day, told = said["happened_on"], said["points"]
    if kind is None or not is_day(day) or not _first_day(today) <= day <= today:
        return None
    points = kind["least"] if kind["least"] == kind["most"] or not told else _number(told)
    if not kind["least"] <= points <= kind["most"]:
        return None
    return {"deed": said["deed"], "points": points, "happened_on": day, "note": said["note"]}


def _kind(kind: Mapping[str, Any], chosen: str, said: Mapping[str, str] | None, language: str) -> View:
    least, most = kind["least"], kind["most"]
    wanted = said["points"] if said and said["deed"] == kind["code"] and said["points"] else str(least)
    return {
        "code": kind["code"],
        "label": label_of(kind["label"], language),
        "least": least,
        "most": most,
        "has_range": least < most,
        "is_chosen": kind["code"] == chosen,
        "points": [{"value": value, "is_chosen": str(value) == wanted} for value in range(least, most + 1)],
    }


def _first_day(today: str) -> str:
    return (dt.date.fromisoformat(today) - dt.timedelta(days=DEED_DAYS)).isoformat()


def _number(text: str) -> int:
    return int(text) if NUMBER.fullmatch(text) else -1
