"""Opening a courtyard by the code on its door plate; twin of `static/js/phone/views/scan.js`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from webapp.blueprints.inspect.pages.notices import notices_of
from webapp.blueprints.inspect.pages.own_checks import View
from webapp.blueprints.inspect.pages.search import plain

# The address a plate carries, on whatever host it was printed for, or the code by itself.
ADDRESS = re.compile(r"(?:https?://[^/?#]+)?/d/([0-9a-z]{4,32})/?(?:[?#].*)?")
CODE = re.compile(r"[0-9a-z]{4,32}")


def plate_code(text: str) -> str:
    """The courtyard's code in what a plate says; '' when it is no plate of ours."""
    said = plain(text).strip()
    found = ADDRESS.fullmatch(said)
    if found:
        return found[1].upper()
    return said.upper() if CODE.fullmatch(said) else ""


def scanned(snapshot: Mapping[str, Any], plate: str) -> tuple[str, str]:
    """The courtyard's code and what stands against opening it: '', not_plate, unknown or recused."""
    code = plate_code(plate)
    if not code:
        return "", "not_plate"
    if code in snapshot["recused"]:
        return code, "recused"
    known = any(each["code"] == code for each in snapshot["courtyards"])
    return (code, "") if known else ("", "unknown")


def scan_page(*, snapshot: Mapping[str, Any], plate: str = "", notices: Iterable[str] = ()) -> View:
    """`plate` is what was read and could not be opened; '' before anything was."""
    code, problem = scanned(snapshot, plate) if plate else ("", "")
    return {
        "back_url": "/inspect/",
        "find_url": "/inspect/",
        "problem": problem,
        "number": _number(snapshot, code) if code else "",
        "notices": notices_of(notices),
    }


def _number(snapshot: Mapping[str, Any], code: str) -> str:
    return next((each["number"] for each in snapshot["courtyards"] if each["code"] == code), "")
