"""Consent of who can be recognised in photos that a household sends, and its withdrawal at the counter."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp import clock
from webapp.models import Household, PhotoConsent, User
from webapp.operations.expire import drop_expired, mark_expired
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.queries.audit import PHOTO_EXPIRED
from webapp.queries.households import household_by_id
from webapp.queries.own_data import consents_of
from webapp.queries.photo_uses import named_elsewhere
from webapp.queries.sent_photos import lines_sent, sent_photos


def keep_consent(session: Session, household: Household, photos: Iterable[str]) -> None:
    """In the transaction that takes the photos (their hashes), when the form's tick says so."""
    known = consents_of(household)
    for sha256 in dict.fromkeys(photos):
        if sha256 not in known:
            session.add(
                PhotoConsent(
                    community_id=household.community_id, household_id=household.id, sha256=sha256, given_at=clock.now()
                )
            )


def withdraw_photo(actor: User, key: int, sha256: str) -> str | None:
    """The household's own photo is deleted, what it said stays; None when it is so, else the code of why not."""
    if not actor.has_role("staff"):
        return "not_staff"
    with transaction(actor.community_id) as session:
        household = household_by_id(actor.community_id, key)
        if household is None:
            return "not_there"
        if sha256 not in sent_photos(household):
            return "not_there"
        _take_away(session, household, sha256)
        if not named_elsewhere(actor.community_id, sha256):
            mark_expired(session, actor.community_id, [sha256])
            note_event(session, actor, PHOTO_EXPIRED, "household", str(key), photos=[sha256])
        note_event(session, actor, "consent_withdrawn", "household", str(key), sha256=sha256)
    drop_expired(actor.community_id)
    return None


def _take_away(session: Session, household: Household, sha256: str) -> None:
    consent = consents_of(household).get(sha256)
    if consent is not None:
        consent.withdrawn_at = clock.now()
    for line, keys in lines_sent(household, sha256):
        session.execute(
            delete(line)
            .where(line.community_id == household.community_id, line.id.in_(keys))
            .execution_options(synchronize_session=False)
        )
