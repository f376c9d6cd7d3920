"""The outbox: where each of one's own checks is; twin of `static/js/phone/views/outbox.js`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from webapp.blueprints.inspect.pages.notices import notices_of, toast_of
from webapp.blueprints.inspect.pages.owed import STUCK_STATES, UNSENT_STATES, is_owed, lacks_photos
from webapp.blueprints.inspect.pages.own_checks import View, is_unsent, own_checks, standing
from webapp.blueprints.inspect.pages.own_deeds import deed_rows, unsent_deeds
from webapp.blueprints.inspect.pages.parcel import parcel_of
from webapp.blueprints.inspect.pages.rescue_page import load_of
from webapp.blueprints.inspect.pages.words import age_words, day_of, size_words, week_start, when_words

SETTLED = ("complete", "approved")
NEEDS_SOMEBODY = ("returned", *STUCK_STATES)
OPEN = (*UNSENT_STATES, *STUCK_STATES)
# What the line is doing when nobody is told: a browser without the phone's own store sends nothing.
NO_SENDING: Mapping[str, Any] = {"busy": False, "online": True, "paused": "", "retry_at": 0, "sent_at": 0}


def outbox_page(
    *,
    snapshot: Mapping[str, Any],
    checks: Sequence[Mapping[str, Any]],
    sending: Mapping[str, Any] | None,
    now: int,
    deeds: Sequence[Mapping[str, Any]] = (),
    language: str = "zh",
    notices: Iterable[str] = (),
    toast: Mapping[str, Any] | None = None,
    carried: Sequence[Mapping[str, Any]] = (),
) -> View:
    """`sending` is None where nothing is sent, else {busy, online, paused: ''|'sign-in'|'revoked', retry_at, sent_at}.

    Times are milliseconds, 0 for none. It may say `answered` (what failed last had an answer), `waits` (photos wait
    for Wi-Fi) and `tells` (the browser says when it is there). `carried` is what this person brings for others,
    [{number, checks}].
    """
    zone = snapshot["community"]["timezone"]
    today = day_of(now, zone)
    own = listed(own_checks(snapshot, checks), week_start(today))
    parcels = [parcel_of(check, snapshot, today, language) for check in own]
    waiting = [check for check in own if is_unsent(check)]
    unsent = unsent_deeds(snapshot, deeds)
    rows = deed_rows(snapshot, deeds, week_start(today), language)
    brought = [_carried(each) for each in carried]
    return {
        "back_url": "/inspect/",
        "send_url": "/inspect/outbox/send/",
        "can_send": sending is not None,
        **_section("attention", [each for each in parcels if each["state"] in (*NEEDS_SOMEBODY, "dismissed")]),
        **_section("waiting", [each for each in parcels if each["state"] in UNSENT_STATES]),
        **_section("done", [each for each in parcels if each["state"] in SETTLED]),
        **_load(waiting),
        "deeds": rows,
        "deed_count": len(rows),
        "unsent_deeds": len(unsent),
        **line_of(sending or NO_SENDING, [*waiting, *unsent], now, language, all(each["is_done"] for each in brought)),
        **_rescue([*checks, *({**deed, "photos": []} for deed in deeds)]),
        "carried": brought,
        "sent_at": when_words(sending["sent_at"], today, zone, language) if sending and sending["sent_at"] else "",
        "tells": bool(sending and sending.get("tells")),
        "notices": notices_of(notices),
        "toast": toast_of(toast),
    }


def listed(own: Sequence[View], monday: str) -> list[View]:
    """Newest first: all that waits or is stuck, what came back and is not redone, and what was settled this week."""
    stand = {check["id"] for check in standing(own) if check["state"] == "returned" or check["day"] >= monday}
    stand |= {check["id"] for check in own if check["state"] == "dismissed" and check["day"] >= monday}
    return [check for check in reversed(own) if check["state"] in OPEN or check["id"] in stand]


def line_of(
    sending: Mapping[str, Any], waiting: Sequence[View], now: int, language: str, is_all_brought: bool = True
) -> View:
    """What the line is doing: a code of `_line_code`, and how long the oldest has waited."""
    saved = [check["saved_at"] for check in waiting if check["saved_at"]]
    return {
        "line": _line_code(sending, waiting, not waiting and is_all_brought, now),
        "seconds": max((sending["retry_at"] - now + 999) // 1000, 0) if sending["retry_at"] else 0,
        "oldest": age_words(now - min(saved), language) if saved else "",
    }


def _line_code(sending: Mapping[str, Any], waiting: Sequence[View], is_idle: bool, now: int) -> str:
    """The first that holds; 'waiting' when nothing is the matter."""
    codes = {
        "revoked": sending["paused"] == "revoked",
        "paused": sending["paused"] != "",
        "idle": is_idle,
        "offline": not sending["online"],
        "wifi": sending.get("waits") and _only_photos(waiting),
        "busy": sending["busy"],
        "waiting": sending["retry_at"] <= now,
        "refused": sending.get("answered"),
    }
    return next((code for code, holds in codes.items() if holds), "retry")


def _only_photos(waiting: Sequence[View]) -> bool:
    """Whether all texts have gone and photos have not."""
    return any(map(lacks_photos, waiting)) and all(sent["state"] != "phone" for sent in waiting)


def _section(name: str, parcels: list[View]) -> View:
    return {name: parcels, f"{name}_count": len(parcels)}


def _load(waiting: Sequence[View]) -> View:
    """How many photos have still to go, and how much that is."""
    photos = [photo for check in waiting for photo in check["photos"] if not photo["received"]]
    return {
        "photo_count": len(photos),
        "size": size_words(sum(photo["bytes"] - photo["sent"] for photo in photos)),
    }


def _rescue(sent: Sequence[Mapping[str, Any]]) -> View:
    """What an export would hold."""
    load = load_of([each for each in sent if is_owed(each)])
    counts = {"rescue_count": load["check_count"], "rescue_photos": load["photo_count"], "rescue_size": load["size"]}
    return {"rescue_url": "/inspect/rescue/", **counts}


def _carried(carried: Mapping[str, Any]) -> View:
    checks = carried["checks"]
    stuck = [check for check in checks if check["state"] in NEEDS_SOMEBODY]
    not_there = (*NEEDS_SOMEBODY, "phone")
    arrived = [check for check in checks if check["state"] not in not_there and not lacks_photos(check)]
    return {
        "number": carried["number"],
        "count": len(checks),
        "arrived": len(arrived),
        "stuck": len(stuck),
        "is_done": len(arrived) == len(checks),
        "photo_count": load_of(checks)["photo_count"],
    }
