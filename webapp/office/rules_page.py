"""What the pages of the rule book show: its versions and what became of them, and the draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_login import current_user

from webapp import clock
from webapp.domain.calendar_month import next_month
from webapp.domain.rules.book import RuleBook
from webapp.models import RuleBookVersion
from webapp.office.rule_trouble import read_draft
from webapp.operations.draft_rule_book import text_digest
from webapp.queries.rule_books import first_free_month, version_in_force, versions_of
from webapp.rule_reading import changes, read_back
from webapp.rulebooks import load_rule_book

MONTHS_AHEAD = 12


@dataclass(frozen=True, slots=True)
class Listed:
    """A version with what became of it: in_force, coming, past, or replaced by the version `by` before it was used."""

    version: RuleBookVersion
    book: RuleBook
    standing: str
    by: int = 0


def listed_versions() -> list[Listed]:
    """The newest first. Of versions whose month has come the newest holds, so an older one that had yet to come never
    will.
    """
    now = running()
    versions = versions_of(current_user.community_id)
    in_force = version_in_force(current_user.community_id, now).version if versions else 0
    found = []
    for at, version in enumerate(versions):
        newer = [each for each in versions[:at] if each.effective_from <= version.effective_from]
        standing = "coming" if version.effective_from > now else "past"
        standing = "replaced" if newer else "in_force" if version.version == in_force else standing
        found.append(Listed(version, load_rule_book(version.text), standing, newer[-1].version if newer else 0))
    return found


def displaced_from(month: str) -> list[RuleBookVersion]:
    """The versions that would never be used if another one were in force from `month` on."""
    return [
        each.version for each in listed_versions() if each.standing == "coming" and each.version.effective_from >= month
    ]


def draft_page(text: str, **more: Any) -> dict[str, Any]:
    """The text with what is wrong in it; or, if it is sound, what it says and how it differs from what is in force."""
    book, troubles = read_draft(text)
    in_force = version_in_force(current_user.community_id, running())
    return {
        "text": text,
        "rows": text.count("\n") + 1,
        "book": book,
        "parts": read_back(book) if book else [],
        "changes": changes(load_rule_book(in_force.text), book) if book else [],
        "in_force": in_force,
        "troubles": troubles,
        "wrong": {each.at for each in troubles},
        "problem": "" if text.strip() else "empty",
        "draft": None,
        **more,
    }


def adopt_page(text: str, book: RuleBook, asked: str) -> dict[str, Any]:
    """The draft as it would be adopted from the month that is asked for, else from the first that is free."""
    months = free_months()
    month = asked if asked in months else months[0]
    before = version_in_force(current_user.community_id, month)
    return {
        "book": book,
        "month": month,
        "months": months,
        "seen": text_digest(text),
        "parts": read_back(book),
        "before": before,
        "changes": changes(load_rule_book(before.text), book),
        "displaced": displaced_from(month),
    }


def free_months() -> list[str]:
    """The months from which another version can be in force."""
    months = [first_free_month(current_user.community_id, running())]
    while len(months) < MONTHS_AHEAD:
        months.append(next_month(months[-1]))
    return months


def running() -> str:
    return f"{clock.today(current_user.community):%Y-%m}"
