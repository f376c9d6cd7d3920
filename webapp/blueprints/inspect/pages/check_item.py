"""One item of the check page; twin of `static/js/phone/views/check_item.js`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp.blueprints.inspect.pages.own_checks import View
from webapp.blueprints.inspect.pages.words import clock_words, day_words, label_of

UNTOUCHED: Mapping[str, Any] = {
    "result": "pass",
    "fixed": False,
    "third_party": False,
    "not_applicable": False,
    "phrases": [],
    "note": "",
    "photos": [],
}


def item_of(item: Mapping[str, Any], index: int, touched: Mapping[str, Any] | None, around: View) -> View:
    """`around` is what the items of one page share: url, judged, last faults, finding dates, zone, today, language."""
    said = {**UNTOUCHED, **(touched or {})}
    code, language, url = item["code"], around["language"], f"{around['url']}items/{item['code']}/"
    photos = [_photo(photo, url, around["zone"]) for photo in said["photos"]]
    return {
        "code": code,
        "index": index,
        "name": label_of(item["short"], language),
        "sentence": label_of(item["sentence"], language),
        "fault": label_of(item["fault"], language),
        "url": url,
        "photos_url": f"{url}photos/",
        "camera_url": f"{url}camera/" if around["keeps_taps"] else "",
        "is_fault": said["result"] == "fault",
        "is_fixed": said["fixed"],
        "is_third": said["third_party"],
        "is_absent": said["not_applicable"],
        "is_unseen": around["judged"] == "lane" and not item["from_lane"],
        "is_resting": not item["in_season"],
        **flag_of(code, around),
        "phrases": phrases_of(item, said["phrases"], language),
        "has_phrases": bool(item["phrases"] or said["phrases"]),
        "note": said["note"],
        "photos": photos,
        "has_photos": bool(photos),
        "photo_count": len(photos),
        "wants_after": said["fixed"] and bool(photos) and not any(photo["is_after"] for photo in photos),
    }


def flag_of(code: str, around: View) -> View:
    """A finding that can still be put right comes before a fault of last time."""
    until = around["rechecks"].get(code, "")
    if until:
        return {"flag": "recheck", "until": "" if until == around["today"] else day_words(until, around["language"])}
    return {"flag": "last" if code in around["last_faults"] else "", "until": ""}


def phrases_of(item: Mapping[str, Any], said: list[str], language: str) -> list[View]:
    """The rule book's phrases, then those that were said in words this version no longer has."""
    known = [phrase["zh"] for phrase in item["phrases"]]
    listed = [{"value": phrase["zh"], "label": label_of(phrase, language)} for phrase in item["phrases"]]
    others = [{"value": phrase, "label": phrase} for phrase in said if phrase not in known]
    return [
        phrase | {"number": number, "is_said": phrase["value"] in said}
        for number, phrase in enumerate(listed + others, start=1)
    ]


def is_free(touched: Mapping[str, Any]) -> bool:
    """A fault that is somebody else's, or of an item this courtyard does not have."""
    return bool(touched.get("third_party") or touched.get("not_applicable"))


def _photo(photo: Mapping[str, Any], url: str, zone: str) -> View:
    return {
        "sha256": photo["sha256"],
        "src": f"/inspect/photos/{photo['sha256']}",
        "drop_url": f"{url}photos/{photo['sha256']}/drop/",
        "shows_url": f"{url}photos/{photo['sha256']}/shows/",
        "is_after": photo["shows"] == "after",
        "time": clock_words(photo["taken_at"], zone),
    }
