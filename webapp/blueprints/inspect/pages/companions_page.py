"""Who comes along today; twin of `static/js/phone/views/companions.js`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from webapp.blueprints.inspect.pages.own_checks import View
from webapp.blueprints.inspect.pages.words import day_words, is_english


def companions_page(
    *, snapshot: Mapping[str, Any], along: Collection[str], today: str, can_keep: bool, language: str = "zh"
) -> View:
    """`along` are ids; `can_keep` is false where nothing is stored."""
    people = [
        {
            "id": each["id"],
            "name": each["name"],
            "number": each["number"],
            "is_along": each["id"] in along,
            "yards": _joined(_numbers_of(snapshot, each["recused"]), language),
        }
        for each in snapshot.get("companions", ())
    ]
    return {
        "url": "/inspect/companions/",
        "back_url": "/inspect/",
        "day": day_words(today, language),
        "can_keep": can_keep,
        "people": people,
        "has_people": bool(people),
    }


def companions_line(snapshot: Mapping[str, Any], along: Iterable[Mapping[str, Any]] | None, language: str) -> View:
    """The line of the list: whether anybody may come along, and who does; None where nobody can be kept."""
    return {
        "has_companions": along is not None and bool(snapshot.get("companions")),
        "companions": _joined((each["name"] for each in along or ()), language),
        "companions_url": "/inspect/companions/",
    }


def _numbers_of(snapshot: Mapping[str, Any], codes: Collection[str]) -> list[str]:
    return [each["number"] for each in snapshot["courtyards"] if each["code"] in codes]


def _joined(words: Iterable[str], language: str) -> str:
    return (", " if is_english(language) else "、").join(words)
