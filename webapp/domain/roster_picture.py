"""What an act did to the roster: the difference of two pictures of it, kept as JSON, and whether it still stands so."""

from __future__ import annotations

from typing import TypedDict

Value = str | int | bool | None
Row = dict[str, Value]
Picture = dict[str, dict[str, Row]]  # by table and key


class Touched(TypedDict):
    """Rows that were `made`, and of others each value that `changed`, as [before, after]."""

    made: Picture
    changed: dict[str, dict[str, dict[str, list[Value]]]]


def touched_between(before: Picture, after: Picture) -> Touched:
    """Acts delete nothing, so every row of `before` is in `after`."""
    made: Picture = {}
    changed: dict[str, dict[str, dict[str, list[Value]]]] = {}
    for table, rows in after.items():
        for key, row in rows.items():
            old = before[table].get(key)
            if old is None:
                made.setdefault(table, {})[key] = row
            elif old != row:
                pairs = {name: [old[name], value] for name, value in row.items() if old[name] != value}
                changed.setdefault(table, {})[key] = pairs
    return {"made": made, "changed": changed}


def stands(touched: Touched, now: Picture) -> bool:
    """Whether nothing that was made or changed has been changed again."""
    made = all(now[table].get(key) == row for table, rows in touched["made"].items() for key, row in rows.items())
    return made and all(
        now[table].get(key, {}).get(name) == after
        for table, rows in touched["changed"].items()
        for key, pairs in rows.items()
        for name, (_, after) in pairs.items()
    )


def keys_made(touched: Touched, table: str) -> set[int]:
    return {int(key) for key in touched["made"].get(table, {})}


def keys_touched(touched: Touched, table: str) -> set[int]:
    return keys_made(touched, table) | {int(key) for key in touched["changed"].get(table, {})}
