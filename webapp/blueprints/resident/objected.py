"""What was objected to, as the card shows it: where it stands, and what was answered. Nobody is named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from flask import session, url_for

from webapp import clock
from webapp.domain.months.objection import DECIDING, UNSETTLED, State, Step
from webapp.domain.months.rulings import read_effects
from webapp.domain.rules.book import RuleBook
from webapp.models import Community, Household, Objection, ObjectionStep
from webapp.office import objection_words
from webapp.operations.withdraw_objection import may_withdraw
from webapp.queries.objections import photos_with
from webapp.queries.rule_books import Versions, rule_book_scored_by

SEEN = "objections_seen"
NEWS = (*DECIDING, Step.ADMIT, Step.REFER)


@dataclass(frozen=True, slots=True)
class Objected:
    """`outcome` and `reason` are the last answer's, "" before there is one; `appeal_until` while it can go on."""

    key: int
    month: str
    subject: str
    code: str
    about: str
    state: str
    outcome: str
    reason: str
    appeal_until: dt.date | None
    answer_until: dt.date | None
    is_news: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One step: who did it by their office, what, and what of it this household may read."""

    at: dt.datetime
    what: str
    outcome: str
    effects: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A photo that the household sent."""

    small: str
    large: str
    is_expired: bool


@dataclass(frozen=True, slots=True)
class ObjectionCard:
    """One objection on a page of its own; `is_over` when the last day to pass it on has gone by. `has_answer` where
    withdrawing it leaves an answer in force.
    """

    shown: Objected
    community: Community
    is_own: bool
    is_late: bool
    said: list[Said]
    photos: list[Sent]
    is_over: bool
    may_withdraw: bool
    has_answer: bool


def objected_to(community: Community, objections: Iterable[Objection], books: Versions) -> list[Objected]:
    """In the given order. What was said is left out: everybody of the courtyard reads this card."""
    today = clock.today(community)
    return [_shown(community, each, books.that_scored(each.publication.month), today) for each in objections]


def objection_card(community: Community, household: Household, objection: Objection) -> ObjectionCard:
    """Words and photos only for the household that sent them."""
    today, is_own = clock.today(community), objection.household_id == household.id
    book = rule_book_scored_by(objection.publication.month)
    shown = _shown(community, objection, book, today)
    return ObjectionCard(
        shown=shown,
        community=community,
        is_own=is_own,
        is_late=objection.state == State.LATE,
        said=[_said(community, objection, step, book, is_own) for step in objection.steps],
        photos=_photos(objection) if is_own else [],
        is_over=objection.state == State.ANSWERED and shown.appeal_until is None,
        may_withdraw=may_withdraw(objection, household),
        has_answer=objection.outcome is not None,
    )


def note_seen(objection: Objection) -> None:
    """This browser's card need not tell it any more."""
    session[SEEN] = {**session.get(SEEN, {}), str(objection.id): objection.version}


def _shown(community: Community, objection: Objection, book: RuleBook, today: dt.date) -> Objected:
    last = next((step for step in reversed(objection.steps) if step.step in DECIDING), None)
    can_go_on = objection.state == State.ANSWERED and objection.appeal_until and today <= objection.appeal_until
    waits = objection.state in (State.LATE, *UNSETTLED)
    return Objected(
        key=objection.id,
        month=objection.month,
        subject=objection.subject,
        code=objection.code,
        about=objection_words.about(objection, book),
        state=objection_words.state(objection.state),
        outcome=objection_words.outcome(last.outcome) if last else "",
        reason=last.text if last else "",
        appeal_until=objection.appeal_until if can_go_on else None,
        answer_until=objection.answer_until if waits else None,
        is_news=_is_news(community, objection, today),
    )


def _is_news(community: Community, objection: Objection, today: dt.date) -> bool:
    """Something was decided this month that this browser has not opened yet."""
    last = objection.steps[-1]
    if last.step not in NEWS or session.get(SEEN, {}).get(str(objection.id)) == objection.version:
        return False
    day = clock.local(community, last.at).date()
    return (day.year, day.month) == (today.year, today.month)


def _said(community: Community, objection: Objection, step: ObjectionStep, book: RuleBook, is_own: bool) -> Said:
    is_public = step.step in DECIDING or step.step == Step.ADMIT
    return Said(
        at=clock.local(community, step.at),
        what=objection_words.household_step(step, objection),
        outcome=objection_words.outcome(step.outcome) if step.outcome else "",
        effects=tuple(objection_words.effect(each, book) for each in read_effects(step.effects)),
        text=step.text if is_public or (is_own and step.maker_id is None) else "",
    )


def _photos(objection: Objection) -> list[Sent]:
    return [_sent(objection, each.sha256, each.expired_at is not None) for each in photos_with(objection)]


def _sent(objection: Objection, sha256: str, is_expired: bool) -> Sent:
    small, large = (
        url_for("resident.objection_photo", key=objection.id, sha256=sha256, size=size) for size in ("small", "large")
    )
    return Sent(small, large, is_expired)
