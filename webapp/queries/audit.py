"""The audit trail."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import AuditEvent, AuditWords, User

# Noted when photos of a month expire, with their hashes as details["photos"]; one alone may stand as details["sha256"].
PHOTO_EXPIRED = "photo_expired"
# Noted when a household's data is deleted; details["steps"] are the objections' steps whose words are gone.
HOUSEHOLD_ERASED = "household_erased"


@dataclass(frozen=True, slots=True)
class AuditLine:
    """An event and who did it; no name means a household, which the details name, or the program by itself.

    `words` are what was given as a reason.
    """

    event: AuditEvent
    actor: str
    words: str = ""

    @property
    def words_are_gone(self) -> bool:
        """There were some, which were deleted at the end of their retention."""
        return "words" in self.event.details and not self.words


BESIDE = (AuditWords.event_id == AuditEvent.id) & (AuditWords.community_id == AuditEvent.community_id)


def audit_lines(community_id: int, page: int, size: int) -> list[AuditLine]:
    """One page, the newest first; one more than `size` when there is a next page."""
    found = db.session.execute(
        select(AuditEvent, User.name, AuditWords.text)
        .outerjoin(User, User.id == AuditEvent.actor_id)
        .outerjoin(AuditWords, BESIDE)
        .where(AuditEvent.community_id == community_id)
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
        .offset((page - 1) * size)
        .limit(size + 1)
    )
    return [AuditLine(event, name or "", text or "") for event, name, text in found]


def said_of_month(community_id: int, month: str) -> AuditLine | None:
    """What oversight last did to the month, with its words: it confirmed or sent it back."""
    found = db.session.execute(
        select(AuditEvent, User.name, AuditWords.text)
        .join(User, User.id == AuditEvent.actor_id)
        .outerjoin(AuditWords, BESIDE)
        .where(
            AuditEvent.community_id == community_id,
            AuditEvent.action.in_(("month_confirm", "month_stop")),
            AuditEvent.reference == month,
        )
        .order_by(AuditEvent.id.desc())
        .limit(1)
    ).first()
    return AuditLine(found[0], found[1], found[2] or "") if found else None


def verifications(community_id: int, most: int) -> list[AuditLine]:
    """When months were recomputed, by whom and with what outcome; the newest first."""
    found = db.session.execute(
        select(AuditEvent, User.name)
        .join(User, User.id == AuditEvent.actor_id)
        .where(AuditEvent.community_id == community_id, AuditEvent.action == "month_verified")
        .order_by(AuditEvent.id.desc())
        .limit(most)
    )
    return [AuditLine(event, name) for event, name in found]


def events_about(community_id: int, user_id: int, most: int) -> list[AuditLine]:
    """What was done with a user's account, and by whom; the newest first."""
    found = db.session.execute(
        select(AuditEvent, User.name, AuditWords.text)
        .outerjoin(User, User.id == AuditEvent.actor_id)
        .outerjoin(AuditWords, BESIDE)
        .where(AuditEvent.community_id == community_id, AuditEvent.subject == "user")
        .where(AuditEvent.reference == str(user_id))
        .order_by(AuditEvent.id.desc())
        .limit(most)
    )
    return [AuditLine(event, name or "", text or "") for event, name, text in found]


def expired_photos(community_id: int) -> frozenset[str]:
    """Hashes of the photos that were deleted at the end of their retention, as the trail says."""
    found = db.session.scalars(
        select(AuditEvent.details).where(AuditEvent.community_id == community_id, AuditEvent.action == PHOTO_EXPIRED)
    )
    return frozenset(chain.from_iterable(details.get("photos") or [details["sha256"]] for details in found))


def erased_steps(community_id: int) -> frozenset[int]:
    """Sequence numbers of the steps of objections whose words were deleted, as the trail says."""
    found = db.session.scalars(
        select(AuditEvent.details).where(AuditEvent.community_id == community_id, AuditEvent.action == HOUSEHOLD_ERASED)
    )
    return frozenset(chain.from_iterable(details["steps"] for details in found))
