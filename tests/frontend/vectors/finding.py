"""The cases of nearby, map and scan, with the coordinates that a map must bear."""

from __future__ import annotations

from typing import Any

from tests.frontend.vectors import scenes
from tests.frontend.vectors.scenes import TODAY, check, code, draft, fault, snapshot

Json = dict[str, Any]

# In front of number 27, within 12 metres.
FIX = {"latitude": 36_204_500 + 6 * 90 + 20, "longitude": 117_096_700 + 6 * 60, "accuracy": 12, "at": scenes.NOW}
# The worlds in which distances, too, could go wrong; the map is drawn in all of them.
BY_DISTANCE = ("all at one place", "some without a place", "across 180 degrees", "at the pole", "no courtyard")
FAR_AWAY = FIX | {"latitude": -33_900_000, "longitude": 18_400_000}


def at(*places: tuple[int | None, int | None], lane: str = "", **changes: Any) -> Json:
    """The round with these coordinates for its first courtyards, all in one lane if one is named."""
    yards = [dict(yard) for yard in snapshot()["courtyards"]]
    for yard, (latitude, longitude) in zip(yards, places, strict=False):
        yard |= {"latitude": latitude, "longitude": longitude}
    if lane:
        yards = [yard | {"lane": lane} for yard in yards]
    return snapshot(courtyards=yards) | changes


def around_the_antimeridian() -> Json:
    """A lane that crosses 180°, as on Fiji."""
    places: list[tuple[int | None, int | None]] = [
        (-16_800_000 + number * 40, (179_999_600 + number * 100 + 180_000_000) % 360_000_000 - 180_000_000)
        for number in range(15)
    ]
    return at(*places)


def worlds() -> dict[str, Json]:
    """Snapshots whose coordinates are as they should not be."""
    yards = snapshot()["courtyards"]
    many = [yards[number % 15] | {"code": f"X{number:05d}", "number": str(number)} for number in range(60)]
    return {
        "all at one place": at(*[(36_204_500, 117_096_700)] * 15),
        "some without a place": at((None, None), (36_204_600, None), (None, 117_096_700)),
        "none with a place": at(*[(None, None)] * 15),
        "one five kilometres off": at((36_249_500, 117_096_700)),
        "one lane": at(lane="石阶巷"),
        "across 180 degrees": around_the_antimeridian(),
        "at the pole": at(*[(90_000_000, 20_000_000 * number - 140_000_000) for number in range(15)]),
        "one courtyard": snapshot(courtyards=snapshot()["courtyards"][:1]),
        "no courtyard": snapshot(courtyards=[], findings=[], recused=[], grids=[]),
        "sixty in two lanes": snapshot(courtyards=many),
        "a lane from east to west": at(*[(36_204_500, 117_096_700 + number * 90) for number in range(15)]),
        "a lane with a long name": at(lane="老供销社后面的小胡同 (东)"),
    }


def nearby_cases() -> dict[str, Json]:
    morning = {
        "snapshot": snapshot(own_checks=scenes.returned()),
        "drafts": [draft("33", items={"W1": fault()})],
        "checks": scenes.morning(),
        "today": TODAY,
    }
    quiet = {"drafts": [], "checks": [], "today": TODAY, "fix": FIX}
    cases = {
        "no fix": morning,
        "asked": {**morning, "locating": "asked"},
        "denied, in English": {**morning, "locating": "denied", "language": "en"},
        "in front of 27": {**morning, "fix": FIX},
        "half the world away": {**morning, "fix": FAR_AWAY},
        "notices": {**morning, "fix": FIX, "notices": ["old"]},
    }
    return cases | {name: {**quiet, "snapshot": world} for name, world in worlds().items() if name in BY_DISTANCE}


def map_cases() -> dict[str, Json]:
    morning = nearby_cases()["in front of 27"]
    quiet = {"drafts": [], "checks": [], "today": TODAY, "fix": None}
    done = [check(number, yard[0]) for number, yard in enumerate(scenes.COURTYARDS, start=100) if yard[0] != "31"]
    cases = {
        "whole": morning,
        "whole in elder": {**morning, "size": "elder"},
        "whole, nobody knows where": {**morning, "fix": None},
        "half the world away": {**morning, "fix": FAR_AWAY},
        "a grid": {**morning, "grid": "4"},
        "a lane": {**morning, "lane": "石阶巷"},
        "a lane in elder, in English": {**morning, "lane": "石阶巷", "size": "elder", "language": "en"},
        "a lane of a grid": {**morning, "lane": "竹坡巷", "grid": "4"},
        "a lane that is not there": {**morning, "lane": "无名巷", "grid": "9"},
        "around": {**morning, "around": True},
        "around, without a fix": {**morning, "around": True, "fix": None, "locating": "asked"},
        "all done": {**quiet, "snapshot": snapshot(findings=[]), "checks": done},
    }
    odd = {name: {**quiet, "snapshot": world} for name, world in worlds().items()}
    return cases | odd | {f"{name}, a lane": {**case, "lane": "石阶巷"} for name, case in odd.items()}


def scan_cases() -> dict[str, Json]:
    plates = {
        "nothing yet": "",
        "an address": f"https://sanbao.example/d/{code('27')}/",
        "another host": f"http://192.168.1.20:8000/d/{code('27')}?x=1#top",
        "a path": f"/d/{code('27')}/",
        "the code alone": f" {code('27').lower()}\n",
        "recused": f"https://sanbao.example/d/{code('31')}/",
        "unknown": "https://sanbao.example/d/ZZZZ9999/",
        "a payment": "wxp://f2f0abcdefghijkl",
        "another page of ours": "https://sanbao.example/c/shili/2026-11/",
        "a script": "javascript:alert(1)//d/ZZZZ9999/",
        "up the tree": "https://sanbao.example/d/../inspect/",
        "full width": "ＹＡＲＤ００２７",
    }
    return {name: {"snapshot": snapshot(), "plate": plate} for name, plate in plates.items()}
