"""The form of one line of a paper checklist: what it holds, and what it looked like before."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.domain.imports.typed_line import TypedLine
from webapp.domain.rules.book import RuleBook
from webapp.models import Check

LONGEST = 200


def line_from(book: RuleBook, form: Mapping[str, str]) -> TypedLine:
    """What was typed, as it came."""

    def each(name: str) -> dict[str, str]:
        return {item.code: form[f"{name}-{item.code}"] for item in book.items if f"{name}-{item.code}" in form}

    return TypedLine(
        marks=each("mark"),
        severities=each("severity"),
        counts=each("count"),
        codes=form.get("codes", "")[:LONGEST],
        note=form.get("note", "")[:LONGEST],
        obstacle=form.get("obstacle", "")[:LONGEST],
    )


def line_of(check: Check | None) -> TypedLine:
    """What stands already, as the form shows it."""
    if check is None:
        return TypedLine()
    found = [each for each in check.findings if each.result != "not_assessed"]
    return TypedLine(
        marks={each.item: each.result for each in found},
        severities={each.item: each.severity for each in found if each.severity},
        counts={each.item: str(each.count) for each in found if each.count},
        note=next((each.note for each in found if each.note), ""),
        obstacle=check.obstacle or "",
    )
