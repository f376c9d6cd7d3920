"""Keep the key of the chat group's robot, or forget it."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import delete

from webapp import clock
from webapp.encryption import ROBOT, encrypt
from webapp.models import GroupRobot, User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.queries.group_messages import robot_of

KEY = re.compile(r"[0-9A-Za-z-]{16,80}")


def keep_robot(actor: User, given: str) -> bool:
    """False when it is no key. Of a whole address, as the group shows it, only the key is taken."""
    key = _key_in(given.strip())
    if not KEY.fullmatch(key):
        return False
    with transaction(actor.community_id) as session:
        robot = robot_of(actor.community_id) or GroupRobot(community_id=actor.community_id)
        robot.key, robot.kept_by, robot.kept_at = encrypt(key, ROBOT), actor.id, clock.now()
        session.add(robot)
        note_event(session, actor, "robot_kept", "robot", "")
    return True


def forget_robot(actor: User) -> None:
    """What still waits to be said fails then."""
    with transaction(actor.community_id) as session:
        if robot_of(actor.community_id) is not None:
            session.execute(delete(GroupRobot).where(GroupRobot.community_id == actor.community_id))
            note_event(session, actor, "robot_forgotten", "robot", "")


def _key_in(given: str) -> str:
    if "://" not in given:
        return given
    try:
        return parse_qs(urlsplit(given).query).get("key", [""])[0]
    except ValueError:
        return ""
