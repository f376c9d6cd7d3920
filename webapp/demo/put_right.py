"""Faults that the demo's households say are put right: one that a re-check has seen, one that waits for staff."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp import clock
from webapp.demo.cards import Hand
from webapp.domain.months.put_right import Step
from webapp.extensions import db
from webapp.models import Account, AccountHolder, Check, Finding, Household, User
from webapp.operations.arrange_recheck import arrange_recheck
from webapp.operations.report_put_right import Report, report_put_right

WORDS = "清走了，地也扫了"


def report_faults(hand: Hand, staff: User, own: Household) -> None:
    """Its own latest fault of a past month, on the next day; and of a neighbour the latest of all."""
    calendar = hand.plan.calendar
    before = _faults(calendar.firsts[-1] - dt.timedelta(days=1), own)
    if before:
        check, item, _ = before[0]
        with clock.at(calendar.moment(check.day + dt.timedelta(days=1), 7)):
            key = _report(hand, own, check, item)
            refusal = arrange_recheck(staff, key, Step.ARRANGE, "", 0)
            assert refusal is None, refusal
    check, item, neighbour = next(row for row in _faults(calendar.today) if row[2].id != own.id)
    with clock.at(calendar.now):
        _report(hand, neighbour, check, item)


def _report(hand: Hand, by: Household, check: Check, item: str) -> int:
    photo = hand.photo(by, clock.now())
    made = report_put_right(by, Report(check.uuid, item, (photo,), hand.token(f"{check.uuid} {item}"), WORDS))
    assert made.put_right is not None, made.refusal
    return made.put_right.id


def _faults(until: dt.date, own: Household | None = None) -> list[tuple[Check, str, Household]]:
    """At owners' courtyards, the latest first."""
    found = (
        select(Check, Finding.item, Household)
        .join(Finding, Finding.check_id == Check.id)
        .join(Account, Account.courtyard_id == Check.courtyard_id)
        .join(AccountHolder, AccountHolder.account_id == Account.id)
        .join(Household, Household.id == AccountHolder.household_id)
        .where(Check.state == "approved", Finding.result == "fault", Check.day <= until)
        .order_by(Check.corrected_at.desc(), Finding.id)
        .options(joinedload(Household.courtyard))
    )
    if own is not None:
        found = found.where(Household.id == own.id)
    return [(check, item, home) for check, item, home in db.session.execute(found.limit(20))]
