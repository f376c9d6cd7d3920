"""Mends the text of an entry that was put aside: some fields are set anew, all others stay as the phone wrote them."""

import json
from collections.abc import Mapping
from typing import Any

from sync.strict_json import NotReadable, read_json


def readable(text: str) -> dict[str, Any]:
    """The fields of an entry as far as they can be read; none of a text that is no JSON object."""
    try:
        data = read_json(text)
    except NotReadable:
        return {}
    return data if isinstance(data, dict) else {}


def mend(text: str, fields: Mapping[str, Any], results: Mapping[str, str] | None = None) -> str:
    """The text with these fields set; `results` (item → result), where given, states all items and in this order."""
    data = {**readable(text), **fields}
    if results is not None:
        data["results"] = _stated(data.get("results"), results)
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def results_of(data: Mapping[str, Any]) -> dict[str, str]:
    """Item → result, of those lines that can be read."""
    lines = data.get("results")
    named = [line for line in lines if isinstance(line, dict)] if isinstance(lines, list) else []
    return {str(line["item"]): str(line["result"]) for line in named if "item" in line and "result" in line}


def _stated(lines: Any, results: Mapping[str, str]) -> list[dict[str, Any]]:
    """A line whose result stays keeps what was said there; another result begins with nothing said."""
    known = {line.get("item"): line for line in lines if isinstance(line, dict)} if isinstance(lines, list) else {}
    return [
        known[item] if item in known and known[item].get("result") == result else {"item": item, "result": result}
        for item, result in results.items()
    ]
