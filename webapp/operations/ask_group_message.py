"""Ask for a message to the chat group: each question counts once, however often it is put."""

from __future__ import annotations

from dataclasses import dataclass

from webapp import clock
from webapp.models import GroupMessage, Publication, User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.queries.group_messages import WAITING, message_asked, robot_of

MARKDOWN, IMAGE = FORMS = ("markdown", "image")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be said: `nth` is 0 for the first time, else which repetition."""

    form: str
    nth: int
    content: str
    root: str


def ask_message(actor: User, publication: Publication, wanted: Wanted) -> GroupMessage | None:
    """The message; the same one for the same question, however often it is put. None without a robot."""
    with transaction(actor.community_id) as session:
        asked = message_asked(publication, wanted.form, wanted.nth)
        if asked is not None:
            return asked
        if robot_of(actor.community_id) is None:
            return None
        now = clock.now()
        message = GroupMessage(
            community_id=actor.community_id,
            publication_id=publication.id,
            form=wanted.form,
            nth=wanted.nth,
            content=wanted.content,
            root=wanted.root,
            state=WAITING,
            due_at=now,
            asked_by=actor.id,
            asked_at=now,
        )
        session.add(message)
        session.flush()
        note_event(session, actor, "group_asked", "publication", str(publication.id), form=wanted.form, nth=wanted.nth)
    return message
