"""What some inspectors might do in one month, to be told to a server in any order."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import dataclass

from hypothesis import strategies as st

from tests.factories.checks import at
from tests.factories.entries import ITEMS

INSPECTORS, YARDS = 3, 3
KINDS = ("check", "check", "redo", "withdraw", "deed", "undo_deed", "recused", "junk")


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that an inspector does at a courtyard; `day` is one of October."""

    inspector: int
    kind: str
    yard: int
    day: int
    faults: tuple[str, ...]
    points: int


moves = st.builds(
    Move,
    inspector=st.integers(0, INSPECTORS - 1),
    kind=st.sampled_from(KINDS),
    yard=st.integers(0, YARDS - 1),
    day=st.integers(5, 25),
    faults=st.lists(st.sampled_from(ITEMS[:4]), max_size=2, unique=True).map(tuple),
    points=st.just(1),
)


@dataclass(frozen=True, slots=True)
class Told:
    """An entry of some inspector, without what differs between communities; `yard` is -1 for the recused one."""

    inspector: int
    yard: int
    content: dict


def history(made: list[Move]) -> list[Told]:
    """The entries of these moves. What replaces something replaces the inspector's last that nothing replaces yet."""
    told: list[Told] = []
    open_checks: dict[int, list[Told]] = {each: [] for each in range(INSPECTORS)}
    open_deeds: dict[int, list[Told]] = {each: [] for each in range(INSPECTORS)}
    for number, move in enumerate(made):
        checks, deeds = open_checks[move.inspector], open_deeds[move.inspector]
        before = None
        if move.kind in ("redo", "withdraw") and checks:
            before = checks.pop()
        if move.kind == "undo_deed" and deeds:
            before = deeds.pop()
        entry = _entry(number, move, before)
        told.append(entry)
        if move.kind in ("check", "redo"):
            checks.append(entry)
        if move.kind == "deed":
            deeds.append(entry)
    return told


def _entry(number: int, move: Move, before: Told | None) -> Told:
    """A move that should replace something, and finds nothing, is one from scratch."""
    if move.kind == "junk":
        return Told(move.inspector, 0, {"number": number})
    yard = before.yard if before else move.yard
    if move.kind in ("deed", "undo_deed"):
        return Told(move.inspector, yard, _deed(number, move, before))
    check = _check(number, move, before)
    return Told(move.inspector, -1 if move.kind == "recused" else yard, check)


def _when(number: int, move: Move) -> int:
    moment = at(dt.date(2026, 10, move.day), 9) + dt.timedelta(minutes=number)
    return round(moment.timestamp() * 1000)


def _name(number: int, what: int) -> str:
    return f"0199d000-0000-7000-8{what:03x}-{number:012x}"


def _common(number: int, move: Move, before: Told | None) -> dict:
    return {
        "id": _name(number, 1),
        "walk": _name(move.inspector * 100 + move.day, 2),
        "day": f"2026-10-{move.day:02d}",
        "rule_version": 1,
        "replaces": before.content["id"] if before else None,
        "saved_at": _when(number, move),
    }


def _check(number: int, move: Move, before: Told | None) -> dict:
    withdraws = move.kind == "withdraw" and before is not None
    results = [
        {"item": item, "result": "withdrawn" if withdraws else "fault" if item in move.faults else "pass"}
        for item in ITEMS
    ]
    return _common(number, move, before) | {
        "kind": "check",
        "judged": "withdrawn" if withdraws else "whole",
        "obstacle": None,
        "opened_at": _when(number, move) - 20_000,
        "position": None,
        "results": results,
    }


def _deed(number: int, move: Move, before: Told | None) -> dict:
    kind = {"kind": "deed", "deed": "volunteering", "points": move.points, "note": f"清扫石阶巷{number}"}
    return _common(number, move, before) | kind | {"happened_on": f"2026-10-{move.day:02d}", "withdrawn": bool(before)}


@st.composite
def tellings(draw: st.DrawFn, told: list[Told]) -> list[list[Told]]:
    """Deliveries that bring every entry at least once: any order, any repeats, any cuts, phones interleaved."""
    again = draw(st.lists(st.sampled_from(told), max_size=len(told))) if told else []
    order = draw(st.permutations([*told, *again]))
    most = draw(st.integers(1, 6))
    return [
        run[first : first + most]
        for _, group in itertools.groupby(order, key=lambda each: each.inspector)
        for run in [list(group)]
        for first in range(0, len(run), most)
    ]
