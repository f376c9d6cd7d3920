"""What was objected to of a month, as its card shows it: where it stands, and what was answered. Nobody is named."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from webapp.domain.months.objection import DECIDING, State
from webapp.domain.rules.book import RuleBook
from webapp.models import Account, Objection
from webapp.office import objection_words
from webapp.queries.objections import objections_of


@dataclass(frozen=True, slots=True)
class Objected:
    """`outcome` and `reason` are the last answer's, "" before there is one; `appeal_until` while it can go on."""

    about: str
    state: str
    outcome: str
    reason: str
    appeal_until: dt.date | None
    answer_until: dt.date | None


def objected_to(account: Account, month: str, book: RuleBook) -> tuple[Objected, ...]:
    """The oldest first. What was said is left out: everybody of the courtyard reads this card."""
    return tuple(_shown(each, book) for each in objections_of(account.community_id, account.id, month))


def _shown(objection: Objection, book: RuleBook) -> Objected:
    last = next((step for step in reversed(objection.steps) if step.step in DECIDING), None)
    waits = objection.state not in (State.ANSWERED, State.CLOSED)
    return Objected(
        objection_words.about(objection, book),
        objection_words.state(objection.state),
        objection_words.outcome(last.outcome) if last else "",
        last.text if last else "",
        objection.appeal_until if objection.state == State.ANSWERED else None,
        objection.answer_until if waits else None,
    )
