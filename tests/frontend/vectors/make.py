"""Writes the vectors anew: `python -m tests.frontend.vectors.make`. Read the difference before keeping it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.frontend.vectors.cases import CASES, form_cases
from tests.frontend.vectors.scenes import code, rule_book, snapshot
from webapp.blueprints.inspect.pages.check_page import check_page
from webapp.blueprints.inspect.pages.form import draft_from_form, statement_from_draft
from webapp.blueprints.inspect.pages.list_page import list_page
from webapp.blueprints.inspect.pages.outbox_page import outbox_page
from webapp.blueprints.inspect.pages.rescue_page import rescue_page
from webapp.blueprints.inspect.pages.saved_check import saved_check
from webapp.blueprints.inspect.pages.settings_page import settings_page

HERE = Path(__file__).parent
PAGES = {
    "list": list_page,
    "check": check_page,
    "outbox": outbox_page,
    "rescue": rescue_page,
    "saved": saved_check,
    "settings": settings_page,
}


def main() -> None:
    """One case per line, so that a difference can be read; the rule book, the same in all, stands by itself."""
    (HERE / "rule_book.json").write_text(json.dumps(rule_book(), ensure_ascii=False, indent=1) + "\n")
    for page, cases in CASES.items():
        lines = [_line(name, given, PAGES[page](**given)) for name, given in cases().items()]
        _write(page, lines)
    _write("form", [_form_line(name, fields) for name, fields in form_cases().items()])


def stated(fields: dict[str, list[str]]) -> dict[str, Any]:
    """What the server makes of a form."""
    draft = draft_from_form(fields, code("27"), snapshot())
    return statement_from_draft(draft, snapshot()) | {"id": draft["id"], "replaces": draft["replaces"]}


def _write(name: str, lines: list[str]) -> None:
    (HERE / f"{name}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n")


def _form_line(name: str, fields: dict[str, list[str]]) -> str:
    return json.dumps({"name": name, "given": fields, "expected": stated(fields)}, ensure_ascii=False)


def _line(name: str, given: dict[str, Any], expected: Any) -> str:
    short = {key: value for key, value in given["snapshot"].items() if key != "rule_book"}
    return json.dumps({"name": name, "given": given | {"snapshot": short}, "expected": expected}, ensure_ascii=False)


if __name__ == "__main__":
    main()
