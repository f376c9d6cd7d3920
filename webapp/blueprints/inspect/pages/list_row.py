"""One row of the list: what its second line and its end say; twin of `static/js/phone/views/list_row.js`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp.blueprints.inspect.pages.own_checks import View
from webapp.blueprints.inspect.pages.words import clock_words, day_words, label_of


def row_of(look: View, snapshot: Mapping[str, Any], today: str, language: str) -> View:
    """`line` and `end` are codes for which the template has the words."""
    courtyard, mine = look["courtyard"], look["this_week"]
    return {
        "code": courtyard["code"],
        "url": url_of(look),
        "number": courtyard["number"],
        "surname": courtyard["surname"],
        "is_done": look["is_done"],
        "is_off": look["is_recused"],
        "is_next": False,
        "state": mine["state"] if look["is_done"] and mine else "",
        "faults": mine["faults"] if mine else courtyard["done"]["faults"] if look["is_done"] else 0,
        "end": end_of(look),
        **second_line(look, snapshot, today, language),
    }


def url_of(look: View) -> str:
    """A returned or a saved check is looked at; everything else is checked, a finding to put right too."""
    saved = look["returned"] or (look["this_week"] if look["is_done"] and not look["finding"] else None)
    if saved and not look["draft"]:
        return f"/inspect/checks/{saved['id']}/"
    return check_url(look)


def check_url(look: View) -> str:
    """The check page; of one that was left half done, the item at which it was left."""
    at = look["draft"].get("at", "") if look["draft"] else ""
    return f"/inspect/courtyards/{look['courtyard']['code']}/" + (f"#item-{at}" if at else "")


def end_of(look: View) -> str:
    """What stands at the right end, the most urgent first."""
    if look["is_recused"] or _is_held_back(look):
        return "recused"
    if look["draft"]:
        return "draft"
    if look["returned"]:
        return "returned"
    if look["finding"]:
        return "recheck"
    return "result" if look["is_done"] else "open"


def _is_held_back(look: View) -> bool:
    """Still to do, but not while this companion is along."""
    return not look["is_recused"] and not look["is_done"] and look["companion"] != ""


def second_line(look: View, snapshot: Mapping[str, Any], today: str, language: str) -> View:
    """The code of the line, and what it needs: words, a day or a time, a count."""
    end = end_of(look)
    if end in {"recused", "draft"}:
        return _line("companion", words=look["companion"]) if _is_held_back(look) else _line(end)
    if end == "returned":
        return _line("returned", words=look["returned"]["reason"])
    if end == "recheck":
        return _recheck_line(look["finding"], snapshot, today, language)
    if look["is_rained_off"]:
        return _line("weather")
    if look["is_done"]:
        return _done_line(look, snapshot["community"]["timezone"], today, language)
    return _last_line(look["courtyard"]["last"], snapshot, language)


def fault_label(snapshot: Mapping[str, Any], item: str, language: str) -> str:
    """The rule book's words for a fault; the code itself when this version no longer has the item."""
    found = next((line for line in snapshot["rule_book"]["items"] if line["code"] == item), None)
    return label_of(found["fault"], language) if found else item


def _recheck_line(finding: Mapping[str, Any], snapshot: Mapping[str, Any], today: str, language: str) -> View:
    day = "" if finding["until"] == today else day_words(finding["until"], language)
    return _line("recheck", words=fault_label(snapshot, finding["item"], language), day=day)


def _done_line(look: View, zone: str, today: str, language: str) -> View:
    mine = look["this_week"]
    day = mine["day"] if mine else look["courtyard"]["done"]["day"]
    if day != today:
        return _line("done", day=day_words(day, language))
    return _line("done", time=clock_words(mine["saved_at"], zone) if mine and mine["saved_at"] else "")


def _last_line(last: Mapping[str, Any] | None, snapshot: Mapping[str, Any], language: str) -> View:
    if last is None:
        return _line("new")
    if last["faults"]:
        words = fault_label(snapshot, last["faults"][0], language)
        return _line("faults", words=words, count=len(last["faults"]))
    return _line("lane" if last["judged"] == "lane" else "clean")


def _line(code: str, words: str = "", day: str = "", time: str = "", count: int = 0) -> View:
    return {"line": code, "words": words, "day": day, "time": time, "count": count}
