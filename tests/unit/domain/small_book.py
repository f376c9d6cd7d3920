"""A rule book of a few lines, for tests of one rule."""

from __future__ import annotations

from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.reading import read_rule_book

LABEL = {"zh": "例", "en": "Example"}
DEED = {"code": "help", "label": LABEL, "points": {"least": 0, "most": 1000}, "cap": {"month": 1000}}


def document(**fields) -> dict:
    """One kind of deed of up to 1,000 points, and what is given."""
    return {"title": LABEL, "subject": "person", "deeds": [DEED]} | fields


def small_book(**fields) -> RuleBook:
    return read_rule_book(document(**fields))


def breach(code: str, **fields) -> dict:
    return {"code": code, "label": LABEL, "points": 1} | fields


def bucket(code: str, **fields) -> dict:
    return {"code": code, "label": LABEL} | fields
