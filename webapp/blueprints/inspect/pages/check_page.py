"""The check page: ten items of one courtyard; twin of `static/js/phone/views/check.js`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from webapp.blueprints.inspect.pages.check_item import is_free, item_of
from webapp.blueprints.inspect.pages.notices import notices_of, toast_of
from webapp.blueprints.inspect.pages.own_checks import View, own_checks
from webapp.blueprints.inspect.pages.round import look_at, next_of
from webapp.blueprints.inspect.pages.words import day_of, label_of


def check_page(
    *,
    snapshot: Mapping[str, Any],
    draft: Mapping[str, Any],
    checks: Sequence[Mapping[str, Any]],
    now: int,
    language: str = "zh",
    companions: Sequence[Mapping[str, Any]] | None = None,
    notices: Iterable[str] = (),
    toast: Mapping[str, Any] | None = None,
    keeps_taps: bool = False,
) -> View:
    """The page of the draft's courtyard, which must be in the snapshot; a fresh draft has no items.

    `keeps_taps`: every tap is answered, so that the main button may say what has been tapped. A plain form can't.
    """
    today = day_of(now, snapshot["community"]["timezone"])
    looks = look_at(snapshot, [draft], checks, today, companions)
    look = next(look for look in looks if look["courtyard"]["code"] == draft["courtyard"])
    courtyard, judged = look["courtyard"], judged_of(snapshot, draft)
    shared = {"judged": judged, "language": language, "keeps_taps": keeps_taps}
    around = _around(snapshot, draft, look["courtyard"], today) | shared
    items = snapshot["rule_book"]["items"]
    lines = [item_of(item, index, draft["items"].get(item["code"]), around) for index, item in enumerate(items, 1)]
    return {
        "number": courtyard["number"],
        "surname": courtyard["surname"],
        "lane": courtyard["lane"],
        **_place(looks, courtyard),
        "url": address_of(draft),
        "back_url": "/inspect/",
        "deed_url": f"{address_of(draft)}deed/",
        "has_deeds": bool(snapshot["rule_book"].get("deeds")),
        "obstacle_url": f"{address_of(draft)}obstacle/",
        "id": draft["id"],
        "replaces": draft["replaces"] or "",
        "opened_at": draft["opened_at"],
        "others": courtyard["done"].get("others", 0) if courtyard["done"] else 0,
        "at": draft.get("at", ""),
        **_sections(snapshot, lines, language),
        "judged": judged,
        "obstacle": draft["obstacle"] or "whole",
        **_obstacles(snapshot, draft, language),
        **_returned(draft, own_checks(snapshot, checks)),
        **(save_of(snapshot, draft, judged) if keeps_taps else {"save": "plain", "count": 0}),
        **_next(next_of(looks, courtyard["code"])),
        "notices": notices_of(notices),
        "toast": toast_of(toast),
    }


def may_check(snapshot: Mapping[str, Any], code: str) -> str:
    """'' when this courtyard may be opened, else 'unknown' or 'recused'."""
    if code in snapshot["recused"]:
        return "recused"
    return "" if any(courtyard["code"] == code for courtyard in snapshot["courtyards"]) else "unknown"


def item_in(view: View, code: str) -> View | None:
    """The item of a check page, for the fragment that shows it alone."""
    lines = [*view["first"], *(line for group in view["groups"] for line in group["lines"])]
    return next((line for line in lines if line["code"] == code), None)


def address_of(draft: Mapping[str, Any]) -> str:
    return f"/inspect/courtyards/{draft['courtyard']}/"


def judged_of(snapshot: Mapping[str, Any], draft: Mapping[str, Any]) -> str:
    """whole, lane or weather, as the rule book says of the draft's obstacle."""
    obstacles = snapshot["rule_book"]["obstacles"]
    return next((each["judged"] for each in obstacles if each["code"] == draft["obstacle"]), "whole")


def save_of(snapshot: Mapping[str, Any], draft: Mapping[str, Any], judged: str) -> View:
    """What the main button says: `save` is weather, faults, fixed, free, lane or clean; `count` is of that kind."""
    codes = {item["code"] for item in snapshot["rule_book"]["items"]}
    said = [item for code, item in draft["items"].items() if item["result"] == "fault" and code in codes]
    free = sum(is_free(item) for item in said)
    fixed = sum(bool(item.get("fixed")) and not is_free(item) for item in said)
    counts = {"weather": 0, "faults": len(said) - free - fixed, "fixed": fixed, "free": free, "lane": 0, "clean": 0}
    if judged == "weather":
        return {"save": "weather", "count": 0}
    kind = next((kind for kind in ("faults", "fixed", "free") if counts[kind]), "")
    return {"save": kind or ("lane" if judged == "lane" else "clean"), "count": counts.get(kind, 0)}


def _around(snapshot: Mapping[str, Any], draft: Mapping[str, Any], courtyard: Mapping[str, Any], today: str) -> View:
    """What all items of the page share."""
    findings = [finding for finding in snapshot["findings"] if finding["courtyard"] == courtyard["code"]]
    return {
        "url": address_of(draft),
        "last": courtyard["last"],
        # Of several findings of one item the first has the nearest day.
        "rechecks": {finding["item"]: finding for finding in reversed(findings) if finding["until"] >= today},
        "zone": snapshot["community"]["timezone"],
        "today": today,
    }


def _sections(snapshot: Mapping[str, Any], lines: Sequence[View], language: str) -> View:
    """First what was wrong before and can be seen now, then the others in their groups; and the standards of all."""
    items = {item["code"]: item["group"] for item in snapshot["rule_book"]["items"]}
    first = [line for line in lines if line["flag"] and not line["is_unseen"] and not line["is_resting"]]
    groups = []
    for group in snapshot["rule_book"]["groups"]:
        own = [line for line in lines if items[line["code"]] == group["code"] and line not in first]
        groups.append({"label": label_of(group["label"], language), "lines": own, "has_lines": bool(own)})
    standards = [{name: line[name] for name in ("name", "sentence", "fault", "example")} for line in lines]
    return {"first": first, "has_first": bool(first), "groups": groups, "standards": standards}


def _place(looks: Sequence[View], courtyard: Mapping[str, Any]) -> View:
    """13/21: where this courtyard stands in the walking order of its grid."""
    codes = [look["courtyard"]["code"] for look in looks if look["courtyard"]["grid"] == courtyard["grid"]]
    return {"place": codes.index(courtyard["code"]) + 1, "total": len(codes)}


def _obstacles(snapshot: Mapping[str, Any], draft: Mapping[str, Any], language: str) -> View:
    listed = [
        {
            "code": each["code"],
            "judged": each["judged"],
            "label": label_of(each["label"], language),
            "is_chosen": each["code"] == draft["obstacle"],
        }
        for each in snapshot["rule_book"]["obstacles"]
    ]
    return {
        "obstacles": listed,
        "obstacle_label": next((each["label"] for each in listed if each["is_chosen"]), ""),
    }


def _returned(draft: Mapping[str, Any], own: Iterable[View]) -> View:
    """Why the check that this one replaces came back."""
    replaced = next((check for check in own if check["id"] == draft["replaces"]), None)
    is_returned = replaced is not None and replaced["state"] == "returned"
    return {"is_redo": is_returned, "reason": replaced["reason"] if replaced and is_returned else ""}


def _next(look: View | None) -> View:
    """The courtyard after this one, which the main button names and the answer to saving shows."""
    if look is None:
        return {"has_next": False, "next_number": "", "next_code": ""}
    return {"has_next": True, "next_number": look["courtyard"]["number"], "next_code": look["courtyard"]["code"]}
