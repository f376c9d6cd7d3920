"""Delete what is kept of a household: one asks, somebody else confirms, and then it is gone."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.erasure import ASKED, DONE, REASONS, WITHDRAWN
from webapp.models import Erasure, Household, User
from webapp.operations.erased import erase_rows
from webapp.operations.expire import drop_expired, mark_expired
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.queries.audit import HOUSEHOLD_ERASED, PHOTO_EXPIRED
from webapp.queries.belongings import belongings_of, own_photos
from webapp.queries.erasures import erasure_by_id, last_erasure, obstacles
from webapp.queries.households import household_by_id
from webapp.queries.rulings import sequences_of

OFFICES = ("staff", "admin")


def ask_erasure(actor: User, key: int, reason: str) -> str | None:
    """None when it waits for somebody else's word, else the code of what forbids it."""
    if not actor.has_role("staff"):
        return "not_staff"
    with transaction(actor.community_id) as session:
        household = household_by_id(actor.community_id, key)
        if household is None:
            return "not_there"
        last = last_erasure(household)
        if last is not None and last.state in (ASKED, DONE):
            return None
        if reason not in REASONS:
            return "no_reason"
        standing = obstacles(belongings_of(household), clock.today(actor.community))
        if standing:
            return standing[0]
        erasure = _asked(actor, household, reason)
        session.add(erasure)
        note_event(session, actor, "erasure_asked", "household", str(household.id), reason=reason)
    return None


def _asked(actor: User, household: Household, reason: str) -> Erasure:
    return Erasure(
        community_id=actor.community_id,
        household_id=household.id,
        reason=reason,
        state=ASKED,
        asked_by=actor.id,
        asked_at=clock.now(),
    )


def withdraw_erasure(actor: User, key: int) -> str | None:
    """Before it was confirmed, by anybody of the office."""
    if not actor.has_role(*OFFICES):
        return "not_staff"
    with transaction(actor.community_id) as session:
        erasure = erasure_by_id(actor.community_id, key)
        if erasure is None:
            return "not_there"
        if erasure.state != ASKED:
            return None if erasure.state == WITHDRAWN else "done_already"
        _end(session, actor, erasure, WITHDRAWN, "erasure_withdrawn")
    return None


def confirm_erasure(actor: User, key: int) -> str | None:
    """By somebody else than who asked. The trail says first that the photos are gone, and their bytes go after."""
    if not actor.has_role(*OFFICES):
        return "not_staff"
    with transaction(actor.community_id) as session:
        erasure = erasure_by_id(actor.community_id, key)
        if erasure is None:
            return "not_there"
        if erasure.state != ASKED:
            return None if erasure.state == DONE else "withdrawn_already"
        if erasure.asked_by == actor.id:
            return "same_person"
        own = belongings_of(erasure.household)
        standing = obstacles(own, clock.today(actor.community))
        if standing:
            return standing[0]
        photos = own_photos(own)
        if photos:
            mark_expired(session, actor.community_id, photos)
            note_event(session, actor, PHOTO_EXPIRED, "household", str(erasure.household_id), photos=photos)
        steps = sequences_of(actor.community_id, own.objections)
        erase_rows(session, own)
        _end(session, actor, erasure, DONE, HOUSEHOLD_ERASED, photos=len(photos), steps=steps)
    drop_expired(actor.community_id)
    return None


def _end(session: Session, actor: User, erasure: Erasure, state: str, action: str, **details: object) -> None:
    erasure.state, erasure.ended_by, erasure.ended_at = state, actor.id, clock.now()
    note_event(session, actor, action, "household", str(erasure.household_id), **details)
