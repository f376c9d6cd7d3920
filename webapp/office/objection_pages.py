"""What the pages of objections show to staff and oversight alike."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from flask_login import current_user

from webapp import clock
from webapp.domain.months.objection import State
from webapp.domain.months.rulings import read_effects
from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.line import Line
from webapp.models import Objection
from webapp.office import objection_words
from webapp.queries.account_labels import AccountLabel, account_labels
from webapp.queries.checks import reviews_among
from webapp.queries.disputes import dispute_of
from webapp.queries.objections import objections_in, photos_with
from webapp.queries.rule_books import rule_book_scored_by
from webapp.queries.scores import as_score, kept_score
from webapp.queries.who_may_answer import verdict_on

CLOSED_SHOWN = 20
ENDED = (State.CLOSED, State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Row:
    """An objection in a list; `due` is the day by which somebody has to answer, or the household to appeal."""

    objection: Objection
    label: AccountLabel
    book: RuleBook
    about: str
    due: dt.date | None
    is_overdue: bool


def list_page() -> dict[str, Any]:
    """By state; whoever is late stands first. What was closed or withdrawn comes last, as far as it is recent."""
    community_id = current_user.community_id
    groups = [(state, objections_in(community_id, [state])) for state in (State.OPEN, State.LATE, State.APPEALED)]
    groups += [
        (State.ANSWERED, objections_in(community_id, [State.ANSWERED])),
        (State.CLOSED, objections_in(community_id, ENDED, CLOSED_SHOWN)),
    ]
    return {"groups": [(state, rows_of(found)) for state, found in groups if found], "say": objection_words}


def rows_of(objections: list[Objection]) -> list[Row]:
    if not objections:
        return []
    today, community_id = clock.today(current_user.community), current_user.community_id
    labels = account_labels(community_id, today, {each.account_id for each in objections})
    months = {each.publication.month for each in objections}
    books = {month.id: rule_book_scored_by(month) for month in months}
    return [_row(each, labels[each.account_id], books[each.publication.month_id], today) for each in objections]


def _row(objection: Objection, label: AccountLabel, book: RuleBook, today: dt.date) -> Row:
    due = {State.ANSWERED: objection.appeal_until, **dict.fromkeys(ENDED)}.get(
        State(objection.state), objection.answer_until
    )
    is_overdue = objection.state != State.ANSWERED and due is not None and today > due
    return Row(objection, label, book, objection_words.about(objection, book), due, is_overdue)


def objection_page(objection: Objection) -> dict[str, Any]:
    """One objection with its evidence, its steps, and whether the reader may answer it."""
    today, month = clock.today(current_user.community), objection.publication.month
    dispute = dispute_of(objection)
    [row] = rows_of([objection])
    return {
        "objection": objection,
        "row": row,
        "month": month,
        "book": row.book,
        "dispute": dispute,
        "sent": photos_with(objection),
        "lines": _lines(objection),
        "reviews": reviews_among(dispute.checks),
        "effects": {step.id: read_effects(step.effects) for step in objection.steps},
        "verdict": verdict_on(dispute, current_user, today),
        "can_appeal": objection.appeal_until is not None and today <= objection.appeal_until,
        "say": objection_words,
    }


def _lines(objection: Objection) -> list[Line]:
    """What the explanation says of it now."""
    score = kept_score(objection.community_id, objection.account_id, objection.month)
    if score is None:
        return []
    sources = set(objection.sources)
    of_it = [line for line in as_score(score).lines if sources & set(line.sources)]
    return [line for line in of_it if objection.code in ("", line.code)]
