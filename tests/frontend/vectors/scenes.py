"""An invented round to make view models from: a snapshot, drafts and checks; `make.py` writes them down as vectors."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from zoneinfo import ZoneInfo

from webapp.paths import PACKAGE

Json = dict[str, Any]
ZONE = "Asia/Shanghai"
TODAY = "2026-11-23"


def at(clock: str, day: str = TODAY) -> int:
    """Milliseconds of a time of day in the community's zone."""
    instant = dt.datetime.fromisoformat(f"{day}T{clock}:00").replace(tzinfo=ZoneInfo(ZONE))
    return int(instant.timestamp()) * 1000


NOW = at("10:20")

FREE_DAYS = [{"day": TODAY, "name": "社区日"}, {"day": "2026-11-24", "name": "社区日补休"}]

# number, lane, grid, surname, faults of last time (None: never checked), how it was judged then
COURTYARDS = [
    ("17", "石阶巷", "3", "高", [], "whole"),
    ("19", "石阶巷", "3", "许", [], "whole"),
    ("21", "石阶巷", "3", "唐", ["O1"], "whole"),
    ("23", "石阶巷", "3", "陈", [], "whole"),
    ("25", "石阶巷", "3", "孙", ["W1"], "whole"),
    ("27", "石阶巷", "3", "何", ["W1"], "whole"),
    ("29", "石阶巷", "3", "周", [], "whole"),
    ("31", "石阶巷", "3", "王", [], "whole"),
    ("33", "石阶巷", "3", "吴", [], "whole"),
    ("35", "石阶巷", "3", "郑", ["W1"], "whole"),
    ("35-1", "石阶巷", "3", "", [], "lane"),
    ("2", "竹坡巷", "4", "李", [], "whole"),
    ("4", "竹坡巷", "4", "马", ["O2", "W3"], "whole"),
    ("6", "竹坡巷", "4", "赵", [], "whole"),
    ("8", "竹坡巷", "4", "欧阳", None, "whole"),
]


def code(number: str) -> str:
    """The door plate's code, told from the number so that a failing test can be read."""
    return f"YARD{number.replace('-', 'X'):0>4}"


def check_id(number: int) -> str:
    """A UUIDv7 that sorts by its number."""
    return f"0192b6c0-{number:04x}-7000-8000-000000000000"


def photo_hash(letter: str) -> str:
    return letter * 64


def rule_book(name: str = "yaozishang") -> Json:
    """A shipped rule book as the wire sends it in November."""
    import yaml  # noqa: PLC0415

    book = yaml.safe_load((PACKAGE / "rulebooks" / name / "rules.yaml").read_text())
    items = [
        {
            **{key: item[key] for key in ("code", "group", "short", "sentence", "fault", "from_lane")},
            "in_season": 11 not in item.get("dormant_months", []),
            "phrases": [{"zh": phrase["zh"], "en": phrase["en"]} for phrase in item.get("phrases", [])],
            **_asked(item),
        }
        for item in book["items"]
    ]
    told = {key: book[key] for key in ("groups", "obstacles")}
    told["deeds"] = [{**{key: deed[key] for key in ("code", "label")}, **deed["points"]} for deed in book["deeds"]]
    return {"version": 1, "judges": book.get("judges", 1), "items": items, **told}


def _asked(item: Json) -> Json:
    told = {"example": item["example"]}
    if "severity" in item:
        told["severity"] = [{"code": each["code"], "label": each["label"]} for each in item["severity"]]
    if "count" in item:
        told["count"] = {"label": item["count"]["label"], "most": item["count"]["most"]}
    return told


def snapshot(**changes: Any) -> Json:
    """The round of 王志远 on a Monday."""
    courtyards = [
        {
            "code": code(number),
            "number": number,
            "lane": lane,
            "grid": grid,
            "surname": surname,
            "position": place,
            "latitude": 36_204_500 + place * 90,
            "longitude": 117_096_700 + place * 60,
            "last": None if faults is None else {"day": "2026-11-16", "faults": faults, "judged": judged},
            "done": None,
        }
        for place, (number, lane, grid, surname, faults, judged) in enumerate(COURTYARDS, start=1)
    ]
    return {
        "protocol": 1,
        "cursor": 812,
        "server_time": NOW,
        "community": {"slug": "shili", "name": "示例社区", "timezone": ZONE},
        "person": {"id": "7", "name": "王志远", "number": "03"},
        "rule_book": rule_book(),
        "grids": [{"code": "3", "name": "第三网格"}, {"code": "4", "name": "第四网格"}],
        "courtyards": courtyards,
        "recused": [code("31")],
        "findings": [
            {"check": check_id(1), "courtyard": code("35"), "item": "W1", "found": "2026-11-20", "until": TODAY},
            {"check": check_id(1), "courtyard": code("6"), "item": "O2", "found": "2026-11-22", "until": "2026-11-25"},
            {"check": check_id(1), "courtyard": code("6"), "item": "W4", "found": "2026-11-18", "until": "2026-11-21"},
        ],
        "own_checks": [],
        "removed": [],
    } | changes


# Two who may come along: 沈慧 may not check 29 and 4, 赵永福 may check every courtyard of this round.
COMPANIONS = [
    {"id": "12", "name": "沈慧", "number": "05", "recused": [code("29"), code("4")]},
    {"id": "15", "name": "赵永福", "number": "", "recused": []},
]


def deed_text(number: int, yard: str, day: str = TODAY, **changes: Any) -> Json:
    """What a deed says on the wire."""
    return {
        "id": check_id(number),
        "courtyard": code(yard),
        "day": day,
        "deed": "volunteering",
        "points": 1,
        "happened_on": day,
        "note": "清扫石阶巷",
        "replaces": None,
        "withdrawn": False,
    } | changes


def deed(number: int, yard: str, state: str = "phone", reason: str = "", **changes: Any) -> Json:
    """A deed as this phone keeps it."""
    text = json.dumps(deed_text(number, yard, **changes), ensure_ascii=False)
    return {"id": check_id(number), "text": text, "state": state, "reason": reason, "saved_at": at("10:02")}


def one_grid(**changes: Any) -> Json:
    """The same round where the inspector walks one grid only."""
    whole = snapshot()
    yards = [yard for yard in whole["courtyards"] if yard["grid"] == "3"]
    return whole | {"grids": [{"code": "3", "name": "第三网格"}], "courtyards": yards} | changes


def done_by(number: str, day: str, faults: int, **more: int) -> list[Json]:
    """The courtyards when somebody else has checked one of them this week."""
    yards = snapshot()["courtyards"]
    return [
        yard | {"done": {"day": day, "faults": faults, **more}} if yard["number"] == number else yard for yard in yards
    ]


def photo(letter: str, clock: str, shows: str = "before") -> Json:
    taken = at(clock)
    return {"sha256": photo_hash(letter), "bytes": 131_072, "type": "image/jpeg", "taken_at": taken, "shows": shows}


def found_again() -> Json:
    """Two findings to put right and a fault of last time at number 6, in the words they were found with."""
    told = {"courtyard": code("6"), "check": check_id(1), "by": "05"}
    litter = {"item": "W1", "found": "2026-11-22", "until": "2026-11-25", "phrases": ["门口有垃圾"], "note": "墙边两袋"}
    litter["photo"] = photo_hash("a")
    last = {"day": "2026-11-22", "faults": ["W1", "O2", "O1"], "judged": "whole"}
    said = [{"item": "O1", "phrases": ["柴草占道", "自己写的"]}, {"item": "W1", "phrases": ["门口有垃圾"]}]
    yards = [
        yard | {"last": last | {"said": said}} if yard["number"] == "6" else yard for yard in snapshot()["courtyards"]
    ]
    parked = {"item": "O2", "found": "2026-11-20", "until": TODAY, "phrases": [], "note": ""}
    again = parked | {"found": "2026-11-22", "until": "2026-11-25"}
    return snapshot(courtyards=yards, findings=[told | parked, told | litter, told | again])


def graded(**changes: Any) -> Json:
    """The round under the invented scheme that asks how bad and how many, with two judges a week."""
    return snapshot(rule_book=rule_book("qianfen"), findings=[], **changes)


def draft(number: str, **changes: Any) -> Json:
    return {
        "id": check_id(900),
        "courtyard": code(number),
        "opened_at": at("10:11"),
        "replaces": None,
        "obstacle": "",
        "items": {},
    } | changes


def fault(**changes: Any) -> Json:
    empty = {"fixed": False, "third_party": False, "not_applicable": False, "phrases": [], "note": "", "photos": []}
    return {"result": "fault"} | empty | changes


def check(number: int, yard: str, clock: str = "10:00", day: str = TODAY, **changes: Any) -> Json:
    """A saved check; `results` names what differs from a pass."""
    told: dict[str, Json] = changes.pop("results", {})
    judged, obstacle = changes.pop("judged", "whole"), changes.pop("obstacle", None)
    plain = "withdrawn" if judged == "withdrawn" else "not_assessed" if judged == "weather" else "pass"
    results = [{"item": item["code"], "result": plain} | told.get(item["code"], {}) for item in rule_book()["items"]]
    text = {"kind": "check", "id": check_id(number), "judged": judged, "obstacle": obstacle, "results": results}
    if "position" in changes:
        text["position"] = changes.pop("position")
    return {
        "id": check_id(number),
        "walk": check_id(0),
        "courtyard": code(yard),
        "day": day,
        "digest": "0" * 64,
        "text": json.dumps(text, ensure_ascii=False),
        "saved_at": at(clock, day),
        "judged": judged,
        "state": "phone",
        "reason": "",
        "replaces": None,
        "faults": sum(line["result"] == "fault" for line in results),
        "photos": [],
    } | changes


def sent(letter: str, size: int, arrived: int, received: bool = False) -> Json:
    return {"sha256": photo_hash(letter), "bytes": size, "type": "image/jpeg", "sent": arrived, "received": received}


LITTER = {"result": "fault", "phrases": ["门口有垃圾"], "note": "", "photos": [photo("a", "10:05")]}
PARKED = {"result": "fault", "phrases": ["车辆堵路"], "note": "", "photos": [photo("b", "10:06")]}


def morning() -> list[Json]:
    """What this phone holds at 10:20: five courtyards, each in another state."""
    return [
        check(11, "17", "09:37", state="approved", results={"O1": {"result": "fault", "phrases": [], "note": ""}}),
        check(12, "19", "09:44"),
        check(13, "21", "09:51", photos=[sent("c", 97_280, 0), sent("d", 97_280, 0)]),
        check(14, "23", "09:58", state="complete"),
        check(
            15,
            "25",
            "10:06",
            state="received",
            results={"W1": LITTER, "O2": PARKED},
            photos=[sent("a", 149_504, 149_504, True), sent("b", 155_648, 100_352)],
        ),
    ]


def returned() -> list[Json]:
    """A check of last week that staff sent back, as the snapshot tells of it."""
    reason = {"code": "photo_unclear", "text": "第2张照片看不清"}
    own = {"id": check_id(3), "courtyard": code("4"), "day": "2026-11-16", "state": "returned", "missing": []}
    return [own | {"reason": reason, "replaces": None}]
