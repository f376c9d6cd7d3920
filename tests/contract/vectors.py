"""Reads the cases that both languages must pass."""

import json
from pathlib import Path
from typing import Any

VECTORS = Path(__file__).parents[2] / "sync" / "vectors"


def vectors(name: str) -> Any:
    """The content of one file of vectors."""
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))


def named(cases: list[dict[str, Any]]) -> dict[str, Any]:
    """Arguments for parametrize: each case under its own name."""
    return {"argvalues": cases, "ids": [case["name"] for case in cases]}
