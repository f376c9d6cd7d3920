"""Puts a delta onto the snapshot it was made for; twin of `phone/delta.js`, held to it by `vectors/deltas.json`."""

from typing import Any

# What names a row of each list; rows of findings come and go with their courtyard.
KEYS = {"courtyards": "code", "own_checks": "id", "own_deeds": "id", "settled": "digest"}
_TAKEN_APART = (*KEYS, "findings", "since", "removed")

Snapshot = dict[str, Any]


def apply_delta(kept: Snapshot, delta: Snapshot) -> Snapshot | None:
    """The snapshot of now; None when the delta belongs to another one, so that the whole must be asked for."""
    if delta.get("since") != kept.get("cursor"):
        return None
    gone = set(delta.get("removed", ()))
    merged = {**kept, **{name: value for name, value in delta.items() if name not in _TAKEN_APART}}
    for name, key in KEYS.items():
        merged[name] = _merged(kept.get(name, []), delta.get(name, []), key, f"{name}/", gone)
    left = {row["code"] for row in delta.get("courtyards", [])}
    left |= {each.removeprefix("courtyards/") for each in gone if each.startswith("courtyards/")}
    findings = [row for row in kept.get("findings", []) if row["courtyard"] not in left]
    return {**merged, "findings": findings + delta.get("findings", []), "removed": []}


def _merged(kept: list[Any], told: list[Any], key: str, path: str, gone: set[str]) -> list[Any]:
    """Rows keep their place; what is new comes last."""
    rows = {row[key]: row for row in kept}
    rows.update({row[key]: row for row in told})
    return [row for name, row in rows.items() if f"{path}{name}" not in gone]
