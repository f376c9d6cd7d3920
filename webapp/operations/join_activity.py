"""A household signs up for an activity and off again, and signs in at the place by the code that stands there."""

from __future__ import annotations

from webapp import clock
from webapp.models import Attendance, Community, Household, SignUp
from webapp.operations.note_attendance import MOST_ON_A_SHEET
from webapp.operations.note_change import note_own_act
from webapp.operations.sign_in_codes import why_not_here
from webapp.operations.transaction import transaction
from webapp.queries.activities import activity_by_id, sign_ins_of
from webapp.queries.claims import belongs_to
from webapp.queries.crediting import account_to_credit
from webapp.queries.rule_books import rule_book_in_force
from webapp.queries.sign_ups import sign_ups_of


def sign_up(by: Household, key: int, person: int | None = None) -> str | None:
    """None when the household, or one of its people, is signed up, also from before; else the code of why not."""
    with transaction(by.community_id) as session:
        activity = activity_by_id(by.community_id, key)
        today = clock.today(session.get_one(Community, by.community_id))
        if activity is None:
            return "unknown"
        if activity.day < today:
            return "over"
        if person is not None and not belongs_to(by, person, today):
            return "no_person"
        rows = sign_ups_of(activity)
        if any((row.household_id, row.person_id) == (by.id, person) for row in rows):
            return None
        if len(rows) >= MOST_ON_A_SHEET:
            return "full"
        of = {"community_id": by.community_id, "activity_id": key, "household_id": by.id, "person_id": person}
        session.add(SignUp(made_at=clock.now(), **of))
        note_own_act(session, by.community_id, "activity_signed_up", "activity", str(key), household=by.id)
    return None


def sign_off(by: Household, key: int, row: int) -> str | None:
    """None when the row is gone, also when it was gone before."""
    with transaction(by.community_id) as session:
        activity = activity_by_id(by.community_id, key)
        if activity is None:
            return "unknown"
        for each in sign_ups_of(activity):
            if (each.id, each.household_id) == (row, by.id):
                session.delete(each)
                note_own_act(session, by.community_id, "activity_signed_off", "activity", str(key), household=by.id)
    return None


def sign_in_here(by: Household, key: int, code: str, person: int | None = None) -> str | None:
    """None when the household, or one of its people, stands on the sheet, also when it did before; the deed comes with
    the sheet, when staff post it. Else the code of why not.
    """
    with transaction(by.community_id) as session:
        activity = activity_by_id(by.community_id, key)
        community = session.get_one(Community, by.community_id)
        refusal = "unknown" if activity is None else why_not_here(community, activity, code)
        if activity is None or refusal:
            return refusal
        if person is not None and not belongs_to(by, person, activity.day):
            return "no_person"
        month = f"{activity.day:%Y-%m}"
        account = account_to_credit(by, month, rule_book_in_force(by.community_id, month)[1], person)
        if account is None:
            return "no_account"
        rows = sign_ins_of(activity)
        if any((row.account_id, row.household_id, row.person_id) == (account.id, by.id, person) for row in rows):
            return None
        if refusal := _why_not_also(rows, by, person):
            return refusal
        of = {"community_id": by.community_id, "activity_id": key, "household_id": by.id, "person_id": person}
        session.add(Attendance(account_id=account.id, signed_at=clock.now(), **of))
        activity.version += 1
        note_own_act(session, by.community_id, "activity_signed_in", "activity", str(key), household=by.id)
    return None


def _why_not_also(rows: list[Attendance], by: Household, person: int | None) -> str | None:
    """Beside these: a household that came whole and one by one would be credited twice."""
    if any((row.person_id is None) != (person is None) for row in rows if row.household_id == by.id):
        return "whole_or_one_by_one"
    return "full" if len(rows) >= MOST_ON_A_SHEET else None
