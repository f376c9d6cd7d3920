"""Take up a message to the chat group in order to send it, and note what became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from webapp import clock
from webapp.models import GroupMessage
from webapp.operations.note_change import note_own_act
from webapp.operations.transaction import transaction
from webapp.queries.group_messages import FAILED, SENDING, SENT, UNSURE, WAITING, key_of, message_by_id, robot_of

# Until the next try after each that failed; the robot's own limit is by the minute.
PAUSES = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 2, 5, 15))
GIVEN_UP_AFTER = dt.timedelta(minutes=10)  # a worker that was killed says nothing any more


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message taken up by one worker."""

    id: int
    key: str
    form: str
    content: str
    root: str
    month: str
    number: int


def claim_message(community_id: int, key: int) -> Claimed | None:
    """None when it is not due, another worker has it, or there is no robot any more."""
    with transaction(community_id):
        message, robot = message_by_id(community_id, key), robot_of(community_id)
        secret = key_of(robot) if robot else None
        if message is None or message.due_at > clock.now():
            return None
        if message.state == SENDING:
            _finish(message, UNSURE, "no_answer")
        elif message.state == WAITING and secret is None:
            _finish(message, FAILED, "no_robot")
        elif message.state == WAITING and secret is not None:
            message.state, message.due_at = SENDING, clock.now() + GIVEN_UP_AFTER
            message.tries += 1
            month, number = message.publication.month.name, message.publication.number
            return Claimed(message.id, secret, message.form, message.content, message.root, month, number)
    return None


def note_said(community_id: int, key: int, state: str, problem: str = "", number: int = 0) -> None:
    """`state` is one of the last three, or WAITING for another try, of which there are few."""
    with transaction(community_id) as session:
        message = message_by_id(community_id, key)
        if message is None or message.state != SENDING:
            return
        if state == WAITING and message.tries <= len(PAUSES):
            message.state, message.due_at = WAITING, clock.now() + PAUSES[message.tries - 1]
            message.problem, message.number = problem, number
            return
        _finish(message, FAILED if state == WAITING else state, problem, number)
        action = "group_sent" if state == SENT else "group_failed"
        note_own_act(session, community_id, action, "publication", str(message.publication_id), number=number)


def _finish(message: GroupMessage, state: str, problem: str, number: int = 0) -> None:
    message.state, message.problem, message.number, message.done_at = state, problem, number, clock.now()
