"""What late checks change: their own month is closed, so the difference stands in the month they were placed in."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from webapp.domain.calendar_month import previous_month
from webapp.domain.months.rulings import NONE, Rulings
from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.chains import Resolution
from webapp.domain.scoring.line import Kind, Line
from webapp.domain.scoring.score import score_month
from webapp.queries.accounts import begun_by_courtyard
from webapp.queries.months import month_named
from webapp.queries.observations import late_checks, resolutions
from webapp.queries.rule_books import rule_book_in_force, rule_book_scored_by


def adjustments_in(community_id: int, month: str, rulings: Rulings = NONE) -> dict[int, list[Line]]:
    """By courtyard: a line for each earlier month that late checks of it, placed in `month`, would have changed.

    `rulings` are those on objections to `month`. Nobody bears what was there before they held the courtyard.
    """
    came = late_checks(community_id, month)
    begun = begun_by_courtyard(community_id, month) if came else {}
    late: dict[str, dict[int, list[tuple[str, dt.date]]]] = defaultdict(lambda: defaultdict(list))
    for courtyard, uuid, day in came:
        if f"{day:%Y-%m}" >= begun.get(courtyard, ""):
            late[f"{day:%Y-%m}"][courtyard].append((uuid, day))
    lines: dict[int, list[Line]] = defaultdict(list)
    for own, of_courtyards in sorted(late.items()):
        book = _book_of(community_id, own)
        before = resolutions(community_id, own, late_until=previous_month(month), rulings=rulings)
        after = resolutions(community_id, own, late_until=month, rulings=rulings)
        for courtyard, checks in of_courtyards.items():
            amount = _base(book, own, after.get(courtyard)) - _base(book, own, before.get(courtyard))
            sources = tuple(uuid for uuid, _ in checks)
            lines[courtyard].append(Line(Kind.ADJUSTMENT, own, amount, day=checks[0][1], sources=sources))
    return lines


def _base(book: RuleBook, month: str, seen: Resolution | None) -> int:
    return score_month(book, month, seen.observations if seen else (), ()).base


def _book_of(community_id: int, name: str) -> RuleBook:
    month = month_named(community_id, name)
    return rule_book_scored_by(month) if month else rule_book_in_force(community_id, name)[1]
