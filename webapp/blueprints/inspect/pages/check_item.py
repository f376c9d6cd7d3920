"""One item of the check page; twin of `static/js/phone/views/check_item.js`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.blueprints.inspect.pages.own_checks import View
from webapp.blueprints.inspect.pages.words import clock_words, day_words, is_english, label_of

UNTOUCHED: Mapping[str, Any] = {
    "result": "pass",
    "fixed": False,
    "third_party": False,
    "not_applicable": False,
    "phrases": [],
    "note": "",
    "photos": [],
    "severity": "",
    "count": 0,
}


def item_of(item: Mapping[str, Any], index: int, touched: Mapping[str, Any] | None, around: View) -> View:
    """`around` is what the items of one page share: url, judged, last check, findings, zone, today, language."""
    said = {**UNTOUCHED, **(touched or {})}
    code, language, url = item["code"], around["language"], f"{around['url']}items/{item['code']}/"
    photos = [_photo(photo, url, around["zone"]) for photo in photos_said(said)]
    is_fault, is_unseen = said["result"] == "fault", around["judged"] == "lane" and not item["from_lane"]
    proves = around["keeps_taps"] and not is_fault and not is_unseen and code in around["rechecks"]
    return {
        "code": code,
        "index": index,
        "name": label_of(item["short"], language),
        "sentence": label_of(item["sentence"], language),
        "fault": label_of(item["fault"], language),
        "url": url,
        "photos_url": f"{url}photos/",
        "camera_url": f"{url}camera/" if around["keeps_taps"] else "",
        "is_fault": is_fault,
        "is_fixed": said["fixed"],
        "is_third": said["third_party"],
        "is_absent": said["not_applicable"],
        "is_unseen": is_unseen,
        "can_prove": proves,
        "is_resting": not item["in_season"],
        **flag_of(item, around),
        "example": item.get("example", ""),
        **_asked(item, said, language),
        "phrases": phrases_of(item, said["phrases"], language),
        "has_phrases": bool(item["phrases"] or said["phrases"]),
        "note": said["note"],
        "photos": photos,
        "has_photos": bool(photos),
        "photo_count": len(photos),
        "wants_after": (proves or (said["fixed"] and bool(photos))) and not any(photo["is_after"] for photo in photos),
    }


def photos_said(said: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """A fault has its photos, a pass only those that prove it."""
    return [photo for photo in said["photos"] if said["result"] == "fault" or photo.get("proof")]


def flag_of(item: Mapping[str, Any], around: View) -> View:
    """A finding that can still be put right comes before a fault of last time."""
    language, last, found = around["language"], around["last"], around["rechecks"].get(item["code"])
    if found:
        until = "" if found["until"] == around["today"] else day_words(found["until"], language)
        said = [*found.get("phrases", ()), found.get("note", "")]
        then = _then(item, found["found"], said, language)
        photo = f"/inspect/photos/{found['photo']}" if found.get("photo") else ""
        return {"flag": "recheck", "until": until, **then, "then_by": found.get("by", ""), "then_photo": photo}
    if not last or item["code"] not in last["faults"]:
        return {"flag": "", "until": "", "then_day": "", "then_words": "", "then_by": "", "then_photo": ""}
    told = {each["item"]: each["phrases"] for each in last.get("said", ())}
    return {
        "flag": "last",
        "until": "",
        **_then(item, last["day"], told.get(item["code"], ()), language),
        "then_by": "",
        "then_photo": "",
    }


def _then(item: Mapping[str, Any], day: str, said: Sequence[str], language: str) -> View:
    """What was found then; the fault's own name when nothing was said."""
    words = joined([each for each in said if each], item, language)
    return {"then_day": day_words(day, language), "then_words": words or label_of(item["fault"], language)}


def joined(said: Sequence[str], item: Mapping[str, Any] | None, language: str) -> str:
    """Phrases in the reader's language, as one string."""
    labels = {phrase["zh"]: label_of(phrase, language) for phrase in (item["phrases"] if item else ())}
    return (", " if is_english(language) else "、").join(labels.get(phrase, phrase) for phrase in said)


def grade_of(item: Mapping[str, Any], said: Mapping[str, Any]) -> View:
    """How bad or how many, where the item asks for it; what nobody tapped is the mildest, and one."""
    if item.get("severity"):
        codes = [each["code"] for each in item["severity"]]
        chosen = said.get("severity", "")
        return {"severity": chosen if chosen in codes else codes[0]}
    if item.get("count"):
        return {"count": min(max(said.get("count") or 1, 1), item["count"]["most"])}
    return {}


def _asked(item: Mapping[str, Any], said: Mapping[str, Any], language: str) -> View:
    """How bad and how many, where the rule book asks."""
    grade, asked = grade_of(item, said), item.get("count") or {"label": {"zh": "", "en": ""}, "most": 0}
    count, most = grade.get("count", 0), asked["most"]
    severities = [
        {
            "code": each["code"],
            "label": label_of(each["label"], language),
            "is_chosen": each["code"] == grade["severity"],
        }
        for each in item.get("severity", ())
    ]
    return {
        "severities": severities,
        "has_severities": bool(severities),
        "has_count": most > 0,
        "number": count,
        "unit": label_of(asked["label"], language),
        "most": most,
        "fewer": max(count - 1, 1),
        "more": min(count + 1, most),
    }


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
