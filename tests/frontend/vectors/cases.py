"""The cases of the view models: what is given, by name of the page; `make.py` adds what is expected."""

from __future__ import annotations

import json
from typing import Any

from tests.frontend.vectors import scenes
from tests.frontend.vectors.cases_of_deeds import companions_cases, deed_cases, outbox_deeds
from tests.frontend.vectors.finding import map_cases, nearby_cases, scan_cases
from tests.frontend.vectors.scenes import COMPANIONS, LITTER, NOW, TODAY, at, check, deed, draft, fault, photo, snapshot

Json = dict[str, Any]

SENDING = {"busy": False, "online": True, "paused": "", "retry_at": 0, "sent_at": 0}
FIXED = fault(
    fixed=True,
    phrases=["门口有垃圾"],
    note="搬家剩的纸箱，住户已当面搬走。",
    photos=[photo("e", "10:12"), photo("f", "10:15", "after")],
)
PLACE = {"latitude": 36_204_510, "longitude": 117_096_730, "accuracy": 12}
FULL = {
    "W1": fault(phrases=["门口有垃圾", "自己写的说法"], note='<b>纸箱</b> & 5% "袋"', photos=[photo("e", "10:12")]),
    "O2": fault(third_party=True),
    "G1": fault(not_applicable=True),
}


def list_cases() -> dict[str, Json]:
    quiet = {"drafts": [], "checks": [], "today": TODAY}
    done = [check(number, yard[0]) for number, yard in enumerate(scenes.COURTYARDS, start=100) if yard[0] != "31"]
    morning = {
        "snapshot": snapshot(own_checks=scenes.returned()),
        "drafts": [],
        "checks": scenes.morning(),
        "today": TODAY,
    }
    one = {"snapshot": scenes.one_grid(findings=snapshot()["findings"][:1]), **quiet}
    return {
        "fresh": {"snapshot": snapshot(), **quiet},
        "morning": {**morning, "online": False},
        "morning in English": {**morning, "language": "en", "notices": ["sign_in", "update"]},
        "one grid": one | {"checks": scenes.morning()},
        "grid": {**morning, "grid": "4"},
        **_onward(morning),
        "todo": {**morning, "show": "todo"},
        "faults": {**morning, "show": "faults", "grid": "3"},
        "recheck": {**morning, "show": "recheck"},
        "returned": {**morning, "show": "returned"},
        "wishes that do not exist": {**morning, "show": "all", "grid": "9"},
        "search by lane and number": {**morning, "query": "石阶巷　３５"},
        "search by surname": {**morning, "query": "欧阳"},
        "search without result": {**morning, "query": "<script>"},
        "left at an item": {**morning, "drafts": [draft("29", at="W2"), draft("33")]},
        "all done": {"snapshot": snapshot(findings=[]), "drafts": [], "checks": done, "today": TODAY},
        **_done_by_others(quiet),
        "half done": {**morning, "drafts": [draft("33", items={"W1": fault()})], "toast": _toast("saved")},
        **_taken_back(quiet),
        "rained off": {**quiet, "snapshot": snapshot(), "checks": [check(22, "17", judged="weather", obstacle="rain")]},
        "stuck": {
            **quiet,
            "snapshot": snapshot(),
            "checks": [
                check(23, "17", state="conflict"),
                check(24, "19", state="rejected", reason="items_differ"),
                check(26, "21", state="dismissed", reason="查的是隔壁"),
            ],
        },
        "last week": {**quiet, "snapshot": snapshot(), "checks": [check(25, "17", day="2026-11-22", state="approved")]},
        "on a free day": {**quiet, "snapshot": snapshot(free_days=scenes.FREE_DAYS)},
        "on the eve of a free day": {**quiet, "snapshot": snapshot(free_days=scenes.FREE_DAYS[1:])},
        "nothing": {**quiet, "snapshot": snapshot(courtyards=[], findings=[], recused=[], grids=[])},
    } | along_cases(morning, quiet)


def along_cases(morning: Json, quiet: Json) -> dict[str, Json]:
    """The list when somebody comes along."""
    return {
        "nobody along": {**quiet, "snapshot": snapshot(companions=COMPANIONS), "companions": []},
        "two along, one of them recused": {
            **morning,
            "snapshot": snapshot(companions=COMPANIONS, own_checks=scenes.returned()),
            "companions": COMPANIONS,
            "drafts": [draft("29")],
            "deeds": [deed(60, "27")],
        },
        "two along, in English, what was checked stays": {
            **quiet,
            "snapshot": snapshot(companions=COMPANIONS),
            "checks": [check(20, "29", "09:30")],
            "companions": COMPANIONS,
            "language": "en",
            "toast": _toast("deed"),
        },
    }


def _taken_back(quiet: Json) -> dict[str, Json]:
    """By its inspector; and where staff did not let it be taken back."""
    undone = check(21, "17", "09:31", judged="withdrawn", replaces=scenes.check_id(20))
    return {
        "withdrawn": {
            **quiet,
            "snapshot": snapshot(courtyards=scenes.done_by("17", TODAY, 0)),
            "checks": [check(20, "17", "09:30"), undone],
            "toast": _toast("withdrawn"),
        },
        "withdrawal returned": {
            **quiet,
            "snapshot": snapshot(),
            "checks": [check(20, "17", "09:30", state="complete"), undone | {"state": "returned"}],
        },
    }


def _done_by_others(quiet: Json) -> dict[str, Json]:
    return {
        "done by another": {"snapshot": snapshot(courtyards=scenes.done_by("17", TODAY, 2)), **quiet},
        "done by another on another day": {
            "snapshot": snapshot(courtyards=scenes.done_by("17", "2026-11-24", 0)),
            **quiet,
            "today": "2026-11-26",
        },
        "one of two judges": {"snapshot": scenes.graded(courtyards=scenes.done_by("17", TODAY, 2, others=1)), **quiet},
        "both judges": {"snapshot": scenes.graded(courtyards=scenes.done_by("17", TODAY, 2, others=2)), **quiet},
    }


def _onward(morning: Json) -> dict[str, Json]:
    """Where the next courtyard depends on the one that was opened last."""
    return {
        "on from where one is": {**morning, "at": scenes.code("2")},
        "on from where one has just been": {**morning, "at": scenes.code("21")},
        "on from a place of another grid": {**morning, "at": scenes.code("2"), "grid": "3"},
    }


def check_cases() -> dict[str, Json]:
    kept = {"now": NOW, "keeps_taps": True}
    plain = {"snapshot": scenes.one_grid(), "checks": scenes.morning(), **kept}
    redo = snapshot(own_checks=scenes.returned())
    numbers = [yard[0] for yard in scenes.COURTYARDS if yard[0] not in {"31", "33"}]
    rest = [check(place, number) for place, number in enumerate(numbers, start=100)]
    return {
        "clean": {**plain, "draft": draft("27")},
        "a plain form": {**plain, "draft": draft("27"), "keeps_taps": False},
        "put right on the spot": {**plain, "draft": draft("27", items={"W1": FIXED}), "toast": _toast("saved")},
        "faults of every kind": {**plain, "draft": draft("33", items=FULL, at="O2"), "notices": ["full", "update"]},
        "faults in English": {**plain, "draft": draft("33", items=FULL), "language": "en"},
        "free only": {**plain, "draft": draft("33", items={"O2": fault(third_party=True)})},
        "taken back": {**plain, "draft": draft("33", items={"O2": fault(result="pass", phrases=["车辆堵路"])})},
        "locked": {**plain, "draft": draft("29", obstacle="locked")},
        "locked with a fault": {**plain, "draft": draft("29", obstacle="locked", items={"W1": fault()})},
        "rain": {**plain, "draft": draft("29", obstacle="rain", items={"W1": fault()})},
        "recheck until today": {**plain, "draft": draft("35")},
        "recheck until another day": {"snapshot": snapshot(), "checks": [], **kept, "draft": draft("6")},
        **_proofs(plain),
        "redo": {"snapshot": redo, "checks": [], **kept, "draft": draft("4", replaces=scenes.check_id(3))},
        "last of all": {"snapshot": snapshot(), "checks": rest, **kept, "draft": draft("33")},
        **_graded_checks(kept),
        "the next one is passed over for a companion": {
            **plain,
            "draft": draft("27"),
            "companions": COMPANIONS,
            "toast": _toast("deed"),
        },
        "unknown words of an older rule book": {**plain, "draft": draft("33", obstacle="flood", items={"Z9": fault()})},
    }


def _proofs(plain: Json) -> dict[str, Json]:
    """A finding that was put right, with a photo that proves it; what a fault was given before is not shown with it."""
    photos = [photo("e", "10:12"), photo("f", "10:15", "after") | {"proof": True}]
    right, wrong = fault(result="pass", photos=photos), fault(photos=photos)
    return {
        "put right since, with a photo": {**plain, "draft": draft("35", items={"W1": right})},
        "not put right after all": {**plain, "draft": draft("35", items={"W1": wrong})},
        "put right, of a lane only": {**plain, "draft": draft("35", obstacle="locked", items={"W1": right})},
        "put right, as a plain form": {**plain, "draft": draft("35", items={"W1": right}), "keeps_taps": False},
    }


def _graded_checks(kept: Json) -> dict[str, Json]:
    """Findings in their words; how bad and how many; other judges."""
    again, graded = {"snapshot": scenes.found_again(), "checks": [], **kept}, {"checks": [], **kept}
    marked = {"A1": fault(severity="serious"), "A2": fault(count=3), "A3": fault()}
    by_one, by_two = (scenes.done_by("17", TODAY, 1, others=others) for others in (1, 2))
    return {
        "what was found then": {**again, "draft": draft("6")},
        "what was found then, in English": {**again, "draft": draft("6", items={"W1": fault()}), "language": "en"},
        "what was found then, out of sight": {**again, "draft": draft("6", obstacle="locked")},
        "how bad and how many": {**graded, "snapshot": scenes.graded(), "draft": draft("6", items=marked)},
        "how bad and how many, in English": {
            **graded,
            "snapshot": scenes.graded(),
            "draft": draft("6", items={"A1": fault(severity="terrible"), "A2": fault(count=99)}),
            "language": "en",
        },
        "one of two judges was here": {**graded, "snapshot": scenes.graded(courtyards=by_one), "draft": draft("17")},
        "both judges were here": {**graded, "snapshot": scenes.graded(courtyards=by_two), "draft": draft("35-1")},
    }


def outbox_cases() -> dict[str, Json]:
    known = snapshot(own_checks=scenes.returned())
    busy = {"snapshot": known, "checks": scenes.morning(), "now": NOW}
    stuck = [check(23, "17", state="conflict"), check(24, "19", state="rejected", reason="items_differ")]
    gone = [check(30, "99")]
    there = scenes.returned()[0] | {"state": "received", "reason": None, "day": TODAY}
    elsewhere = snapshot(own_checks=[there])
    return {
        "offline": {**busy, "sending": SENDING | {"online": False}},
        "retry": {**busy, "sending": SENDING | {"retry_at": NOW + 39_001}},
        "busy": {**busy, "sending": SENDING | {"busy": True}},
        "refused": {
            **busy,
            "sending": SENDING | {"retry_at": NOW + 39_001, "answered": True},
            "notices": ["late", "low"],
        },
        "texts go though photos wait": {**busy, "sending": SENDING | {"waits": True}},
        "photos wait for Wi-Fi": {
            **busy,
            "checks": scenes.morning()[4:],
            "sending": SENDING | {"waits": True, "busy": True},
        },
        "stopped": {**busy, "sending": SENDING | {"paused": "revoked"}},
        "paused in English": {**busy, "sending": SENDING | {"paused": "sign-in"}, "language": "en"},
        "waiting": {**busy, "sending": SENDING, "toast": _toast("saved")},
        "empty": {"snapshot": snapshot(), "checks": [], "now": NOW, "sending": SENDING},
        "all sent": {
            "snapshot": snapshot(),
            "checks": [check(14, "23", "09:58", state="complete")],
            "now": NOW,
            "sending": SENDING | {"sent_at": at("10:02")},
        },
        "stuck": {"snapshot": snapshot(), "checks": stuck, "now": NOW, "sending": SENDING},
        "from the server": {"snapshot": known, "checks": [], "now": NOW, "sending": None},
        "photos on another phone": {
            "snapshot": elsewhere,
            "checks": [],
            "now": NOW,
            "sending": SENDING,
        },
        **outbox_deeds(SENDING),
        **_brought(busy),
        "courtyard no longer known": {"snapshot": snapshot(), "checks": gone, "now": NOW, "sending": SENDING},
    }


def _brought(busy: Json) -> dict[str, Json]:
    stuck = [check(23, "17", state="conflict"), check(24, "19", state="rejected", reason="items_differ")]
    return {
        "brings for two others": {
            **busy,
            "sending": SENDING,
            "carried": [
                {"number": "03", "checks": [check(60, "17", state="complete"), *stuck, *scenes.morning()]},
                {"number": "05", "checks": [check(61, "17", state="complete")]},
            ],
        },
        "brings only": {
            "snapshot": snapshot(),
            "checks": [],
            "now": NOW,
            "sending": SENDING | {"online": False},
            "carried": [{"number": "03", "checks": [check(60, "17")]}],
        },
    }


def rescue_cases() -> dict[str, Json]:
    known = {"snapshot": snapshot(), "parcels": []}
    parcel = {"id": "7", "number": "03", "checks": scenes.morning(), "drafts": 1}
    said = {"kind": "good", "icon": "check", "title": "导出了3次检查", "text": "<b>本机的都在</b>"}
    return {
        "nothing to export": known,
        "to export": known
        | {"parcels": [parcel, parcel | {"id": "8", "number": "04", "checks": [], "drafts": 2, "deeds": 1}]},
        "exported": known | {"parcels": [parcel], "said": [said]},
        "taken in with broken parts": known | {"said": [said, said | {"kind": "fault", "icon": "warn", "text": ""}]},
    }


def saved_cases() -> dict[str, Json]:
    known = {"snapshot": snapshot(own_checks=scenes.returned()), "now": NOW}
    lid = {"result": "fixed", "phrases": ["桶未盖", "自己写的"], "note": "", "photos": [photo("f", "10:15", "after")]}
    every = {
        "W1": LITTER,
        "O2": {"result": "third_party", "phrases": [], "note": "外来车", "photos": []},
        "G1": {"result": "not_applicable", "phrases": [], "note": "", "photos": []},
        "O3": {"result": "not_assessed"},
        "W2": lid,
    }
    several = check(40, "27", results=every, judged="lane", obstacle="locked")
    proof = {"W1": {"result": "pass", "photos": [photo("f", "10:15", "after")]}, "W2": {"result": "pass"}}
    undone = [check(41, "27"), check(42, "27", judged="withdrawn", replaces=scenes.check_id(41))]
    kept = [undone[0], undone[1] | {"state": "dismissed", "reason": "查得对"}]
    return {
        "clean": {**known, "checks": [check(41, "27")], "check": scenes.check_id(41), "toast": _toast("saved")},
        "with its place": {**known, "checks": [check(41, "27", position=PLACE)], "check": scenes.check_id(41)},
        "every result": {**known, "checks": [several], "check": scenes.check_id(40)},
        "put right, with a photo": {**known, "checks": [check(47, "35", results=proof)], "check": scenes.check_id(47)},
        "every result in English": {**known, "checks": [several], "check": scenes.check_id(40), "language": "en"},
        "returned, from the snapshot": {**known, "checks": [], "check": scenes.check_id(3)},
        "replaced": {**known, "checks": undone, "check": scenes.check_id(41)},
        "replaced by one that staff dismissed": {**known, "checks": kept, "check": scenes.check_id(41)},
        "a withdrawal": {**known, "checks": undone, "check": scenes.check_id(42)},
        "approved": {**known, "checks": [check(43, "27", state="approved")], "check": scenes.check_id(43)},
        **_graded_saved(),
        "rain": {**known, "checks": [check(44, "27", judged="weather", obstacle="rain")], "check": scenes.check_id(44)},
        "conflict": {**known, "checks": [check(45, "27", state="conflict")], "check": scenes.check_id(45)},
        "unknown": {**known, "checks": [], "check": scenes.check_id(99)},
    }


def _graded_saved() -> dict[str, Json]:
    """How bad and how many; a code that the rule book no longer has is shown as it is."""
    known = {"snapshot": scenes.graded(), "now": NOW, "check": scenes.check_id(46)}
    said = {"A1": {"severity": "serious"}, "A2": {"count": 3}, "B1": {"severity": "gone"}}
    results = [{"item": item, "result": "fault", **grade} for item, grade in said.items()]
    text = json.dumps({"judged": "whole", "obstacle": None, "results": results})
    checks = [check(46, "27") | {"text": text}]
    return {
        "how bad and how many": {**known, "checks": checks},
        "how bad and how many, in English": {**known, "checks": checks, "language": "en"},
    }


def settings_cases() -> dict[str, Json]:
    known = {"snapshot": snapshot(), "theme": "", "size": "normal", "language": "zh_CN"}
    kept = {"used": 3_407_872, "photos": 4, "is_kept": True}
    return {
        "on the phone": {**known, "checks": scenes.morning(), "storage": kept},
        "not kept, in English": {
            **known,
            "checks": [],
            "theme": "sun",
            "size": "elder",
            "language": "en",
            "storage": kept | {"is_kept": False},
            "notices": ["insecure"],
        },
        "a deed waits": {**known, "checks": [], "deeds": [deed(60, "27"), deed(61, "27", "complete")], "storage": kept},
        "verified, with room, photos on Wi-Fi only": {
            **known,
            "checks": [],
            "now": NOW,
            "storage": kept
            | {"quota": 64_424_509_440, "waits": True, "asked": "", "offline": {"at": at("09:12"), "lack": ""}},
        },
        "not ready, not kept": {
            **known,
            "checks": scenes.morning(),
            "now": NOW,
            "storage": kept
            | {
                "is_kept": False,
                "quota": 3_000_000,
                "asked": "refused",
                "offline": {"at": at("09:12"), "lack": "files"},
            },
            "notices": ["unready", "revoked"],
        },
        "from the server": {**known, "checks": [], "storage": None},
    }


def _toast(kind: str) -> Json:
    return {"kind": kind, "number": "25", "id": scenes.check_id(15)}


CASES = {
    "list": list_cases,
    "check": check_cases,
    "outbox": outbox_cases,
    "rescue": rescue_cases,
    "saved": saved_cases,
    "settings": settings_cases,
    "companions": companions_cases,
    "deed": deed_cases,
    "nearby": nearby_cases,
    "map": map_cases,
    "scan": scan_cases,
}
