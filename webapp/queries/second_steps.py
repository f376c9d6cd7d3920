"""The second step of users' sign-ins."""

from __future__ import annotations

from sqlalchemy import func, select

from webapp.domain.roles import OFFICES
from webapp.extensions import db
from webapp.models import RecoveryCode, SecondStep, User


def second_step_of(user: User) -> SecondStep | None:
    """Confirmed or only begun."""
    return db.session.scalar(
        select(SecondStep).where(SecondStep.community_id == user.community_id, SecondStep.user_id == user.id)
    )


def has_second_step(user: User) -> bool:
    found = second_step_of(user)
    return found is not None and found.confirmed_at is not None


def lacks_second_step(user: User) -> bool:
    """Whether the community wants one of this user, who has none yet."""
    return user.community.second_step_required and user.has_role(*OFFICES) and not has_second_step(user)


def with_second_step(community_id: int) -> frozenset[int]:
    """Ids of the users who have one."""
    found = select(SecondStep.user_id).where(
        SecondStep.community_id == community_id, SecondStep.confirmed_at.is_not(None)
    )
    return frozenset(db.session.scalars(found))


def recovery_code(user: User, digest: str) -> RecoveryCode | None:
    """This user's unused code with this hash."""
    return db.session.scalar(
        select(RecoveryCode)
        .where(RecoveryCode.community_id == user.community_id, RecoveryCode.user_id == user.id)
        .where(RecoveryCode.digest == digest, RecoveryCode.used_at.is_(None))
    )


def recovery_codes_left(user: User) -> int:
    counted = select(func.count()).where(
        RecoveryCode.community_id == user.community_id, RecoveryCode.user_id == user.id, RecoveryCode.used_at.is_(None)
    )
    return db.session.scalar(counted) or 0
