"""A published month's objections on its page: how many are not settled, and what publishing it again would change."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask_login import current_user

from webapp import clock
from webapp.domain.months.cycle import State
from webapp.domain.months.objection import UNSETTLED
from webapp.domain.months.objection import State as Stand
from webapp.models import Month, Objection, Publication
from webapp.office import objection_words
from webapp.queries.account_labels import AccountLabel, account_labels
from webapp.queries.corrections import Change, Correction, correction_of
from webapp.queries.objections import objections_to
from webapp.queries.rule_books import rule_book_scored_by


@dataclass(frozen=True, slots=True)
class Shown:
    """A change with the words for its account and for the rulings that are behind it."""

    change: Change
    label: AccountLabel
    why: list[str]


@dataclass(frozen=True, slots=True)
class Disputes:
    """`unsettled` wait for an answer, `late` for oversight to admit them; `appealable` may still go on to oversight,
    the last of them until `until`.
    """

    all: int
    unsettled: int
    late: int
    appealable: int
    until: dt.date | None
    open_until: dt.date
    correction: Correction | None
    shown: list[Shown]


def disputes_page(month: Month, publications: list[Publication]) -> Disputes | None:
    """None before the month is published."""
    if not publications:
        return None
    today, found = clock.today(current_user.community), objections_to(month.community_id, month.name)
    days = [each.appeal_until for each in found if each.state == Stand.ANSWERED and each.appeal_until]
    correction = correction_of(month, publications) if month.state == State.PUBLISHED else None
    return Disputes(
        len(found),
        sum(each.state in UNSETTLED for each in found),
        sum(each.state == Stand.LATE for each in found),
        sum(day >= today for day in days),
        max(days, default=None),
        publications[0].open_until,
        correction,
        _shown(month, correction, found) if correction else [],
    )


def _shown(month: Month, correction: Correction, objections: list[Objection]) -> list[Shown]:
    keys = {each.account for each in correction.changes}
    labels = account_labels(month.community_id, clock.today(current_user.community), keys)
    book = rule_book_scored_by(month)
    why: dict[int, list[str]] = {}
    for each in objections:
        if each.outcome:
            words = f"{objection_words.about(each, book)} {objection_words.outcome(each.outcome)}"
            why.setdefault(each.account_id, []).append(words)
    return [Shown(each, labels[each.account], why.get(each.account, [])) for each in correction.changes]
