"""Write people and courtyards down on an activity's sheet, and strike a line out again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp import clock
from webapp.domain.imports.attendees import Attendee, Line, match, read_lines
from webapp.models import Activity, Attendance, User
from webapp.operations.transaction import transaction
from webapp.queries.activities import activity_by_id, sign_ins_of
from webapp.queries.attendees import attendees
from webapp.queries.rule_books import rule_book_in_force

MOST_ON_A_SHEET = 500


@dataclass(frozen=True, slots=True)
class SignedIn:
    """How many lines were added; `choices` where several may be meant, `left` the lines that still need somebody."""

    added: int = 0
    choices: tuple[Attendee, ...] = ()
    left: tuple[Line, ...] = ()
    refusal: str | None = None


def sign_in(actor: User, key: int, typed: str, picked: str = "") -> SignedIn:
    """By what was typed; `picked` is the key of one of the choices."""
    with transaction(actor.community_id) as session:
        activity = activity_by_id(actor.community_id, key)
        if activity is None:
            return SignedIn(refusal="unknown")
        everybody = who_can_sign_in(actor, activity)
        found = [each for each in everybody if each.key == picked] if picked else match(typed, everybody)
        if not found:
            return SignedIn(refusal="nobody")
        if len(found) > 1:
            return SignedIn(choices=tuple(found))
        added = _add(session, activity, [(found[0], None)])
        return SignedIn(added, refusal=None if added else "signed_in_before")


def sign_in_lines(actor: User, key: int, text: str) -> SignedIn:
    """Those of the lines that mean one; the others are left with what is wrong. Nobody is on the sheet twice."""
    with transaction(actor.community_id) as session:
        activity = activity_by_id(actor.community_id, key)
        if activity is None:
            return SignedIn(refusal="unknown")
        rule = rule_book_in_force(actor.community_id, _month(actor, activity))[1].deed(activity.kind)
        if rule is None:
            return SignedIn(refusal="no_kind")
        lines = read_lines(text, rule, who_can_sign_in(actor, activity), MOST_ON_A_SHEET)
        if not lines:
            return SignedIn(refusal="no_lines")
        good = [(line.found[0], line.quantity) for line in lines if not line.problem]
        left = tuple(line for line in lines if line.problem)
        return SignedIn(_add(session, activity, good), left=left)


def strike_out(actor: User, key: int, row: int) -> str | None:
    """None when the line is gone, also when it was gone before; what is posted stays until it is taken back."""
    with transaction(actor.community_id) as session:
        activity = activity_by_id(actor.community_id, key)
        if activity is None:
            return "unknown"
        for each in sign_ins_of(activity):
            if each.id == row:
                if each.deed_id is not None:
                    return "posted"
                session.delete(each)
                activity.version += 1
    return None


def who_can_sign_in(actor: User, activity: Activity) -> list[Attendee]:
    day = min(activity.day, clock.today(actor.community))
    return attendees(actor.community_id, day, rule_book_in_force(actor.community_id, f"{day:%Y-%m}")[1])


def _month(actor: User, activity: Activity) -> str:
    return f"{min(activity.day, clock.today(actor.community)):%Y-%m}"


def _add(session, activity: Activity, wanted: Sequence[tuple[Attendee, int | None]]) -> int:
    there = {(each.account_id, each.household_id, each.person_id) for each in sign_ins_of(activity)}
    room, added = MOST_ON_A_SHEET - len(there), 0
    for who, quantity in wanted:
        of = (who.account, who.household, who.person)
        if of in there or added >= room:
            continue
        there.add(of)
        added += 1
        session.add(
            Attendance(
                community_id=activity.community_id,
                activity_id=activity.id,
                account_id=who.account,
                household_id=who.household,
                person_id=who.person,
                quantity=quantity,
            )
        )
    activity.version += bool(added)
    session.flush()
    return added
