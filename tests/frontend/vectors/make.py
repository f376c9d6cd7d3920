"""Writes the vectors anew: `python -m tests.frontend.vectors.make`. Read the difference before keeping it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.frontend.vectors.cases import CASES
from tests.frontend.vectors.cases_of_deeds import deed_forms
from tests.frontend.vectors.cases_of_forms import form_cases
from tests.frontend.vectors.cases_of_roots import root_cases
from tests.frontend.vectors.scenes import code, rule_book, snapshot
from webapp.blueprints.inspect.pages.check_page import check_page
from webapp.blueprints.inspect.pages.companions_page import companions_page
from webapp.blueprints.inspect.pages.deed_page import deed_of, deed_page
from webapp.blueprints.inspect.pages.form import draft_from_form, statement_from_draft
from webapp.blueprints.inspect.pages.list_page import list_page
from webapp.blueprints.inspect.pages.map_page import map_page
from webapp.blueprints.inspect.pages.nearby_page import nearby_page
from webapp.blueprints.inspect.pages.outbox_page import outbox_page
from webapp.blueprints.inspect.pages.rescue_page import rescue_page
from webapp.blueprints.inspect.pages.saved_check import saved_check
from webapp.blueprints.inspect.pages.scan_page import scan_page
from webapp.blueprints.inspect.pages.settings_page import settings_page

HERE = Path(__file__).parent
PAGES = {
    "list": list_page,
    "check": check_page,
    "outbox": outbox_page,
    "rescue": rescue_page,
    "saved": saved_check,
    "settings": settings_page,
    "companions": companions_page,
    "deed": deed_page,
    "nearby": nearby_page,
    "map": map_page,
    "scan": scan_page,
}


def main() -> None:
    """One case per line, so that a difference can be read; the rule book, the same in all, stands by itself."""
    for name, scheme in (("rule_book", "yaozishang"), ("qianfen", "qianfen")):
        (HERE / f"{name}.json").write_text(json.dumps(rule_book(scheme), ensure_ascii=False, indent=1) + "\n")
    for page, cases in CASES.items():
        lines = [_line(name, given, PAGES[page](**given)) for name, given in cases().items()]
        _write(page, lines)
    _write("form", [_form_line(name, *given) for name, given in form_cases().items()])
    _write("deed_form", [_json(name, given, {"expected": deed_stated(given)}) for name, given in deed_forms().items()])
    _write("roots", root_cases())


def stated(fields: dict[str, list[str]], scheme: str) -> dict[str, Any]:
    """What the server makes of a form under one of the shipped rule books."""
    known = snapshot(rule_book=rule_book(scheme))
    draft = draft_from_form(fields, code("27"), known)
    return statement_from_draft(draft, known) | {"id": draft["id"], "replaces": draft["replaces"]}


def deed_stated(given: dict[str, str]) -> dict[str, Any] | None:
    """What the server makes of the form of a deed."""
    said = {name: given[name] for name in ("deed", "points", "happened_on", "note")}
    return deed_of(snapshot(), said, given["today"])


def _write(name: str, lines: list[str]) -> None:
    (HERE / f"{name}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")


def _form_line(name: str, fields: dict[str, list[str]], scheme: str) -> str:
    return _json(name, fields, {"scheme": scheme, "expected": stated(fields, scheme)})


def _line(name: str, given: dict[str, Any], expected: Any) -> str:
    known = rule_book()
    short = {key: value for key, value in given["snapshot"].items() if key != "rule_book" or value != known}
    return _json(name, given | {"snapshot": short}, {"expected": expected})


def _json(name: str, given: dict[str, Any], rest: dict[str, Any]) -> str:
    return json.dumps({"name": name, "given": given} | rest, ensure_ascii=False)


if __name__ == "__main__":
    main()
