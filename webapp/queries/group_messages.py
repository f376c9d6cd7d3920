"""The chat group's robot, and what it was asked to say."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from webapp.encryption import ROBOT, decrypt
from webapp.extensions import db
from webapp.models import GroupMessage, GroupRobot, Month, Publication

WAITING, SENDING, SENT, FAILED, UNSURE = STATES = ("waiting", "sending", "sent", "failed", "unsure")


def robot_of(community_id: int) -> GroupRobot | None:
    return db.session.scalar(select(GroupRobot).where(GroupRobot.community_id == community_id))


def key_of(robot: GroupRobot) -> str | None:
    """None when the installation has another secret key now; then it must be entered again."""
    return decrypt(robot.key, ROBOT)


def messages_of(community_id: int, month: str) -> list[GroupMessage]:
    """Of all publications of a month, the newest first."""
    found = (
        select(GroupMessage)
        .join(Publication, Publication.id == GroupMessage.publication_id)
        .join(Month, Month.id == Publication.month_id)
        .where(GroupMessage.community_id == community_id, Month.community_id == community_id, Month.name == month)
        .options(joinedload(GroupMessage.publication), joinedload(GroupMessage.asker))
    )
    return list(db.session.scalars(found.order_by(GroupMessage.id.desc())))


def message_by_id(community_id: int, key: int) -> GroupMessage | None:
    return db.session.scalar(
        select(GroupMessage)
        .where(GroupMessage.community_id == community_id, GroupMessage.id == key)
        .options(joinedload(GroupMessage.publication).joinedload(Publication.month))
    )


def message_asked(publication: Publication, form: str, nth: int) -> GroupMessage | None:
    return db.session.scalar(
        select(GroupMessage).where(
            GroupMessage.community_id == publication.community_id,
            GroupMessage.publication_id == publication.id,
            GroupMessage.form == form,
            GroupMessage.nth == nth,
        )
    )


def due_messages(community_id: int, now: dt.datetime) -> list[int]:
    """Keys of those to be tried now, or to be given up; the oldest first."""
    found = select(GroupMessage.id).where(
        GroupMessage.community_id == community_id,
        GroupMessage.state.in_((WAITING, SENDING)),
        GroupMessage.due_at <= now,
    )
    return list(db.session.scalars(found.order_by(GroupMessage.id)))
