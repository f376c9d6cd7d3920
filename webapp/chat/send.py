"""The jobs that send: one message at once, and by the clock whatever is due."""

from __future__ import annotations

from flask import current_app
from flask_babel import force_locale

from webapp import clock
from webapp.chat.message import TooLarge, group_picture
from webapp.chat.robot import Said, markdown, picture, say
from webapp.database import release_connection
from webapp.extensions import db
from webapp.jobs import start_job
from webapp.models import Community
from webapp.operations.ask_group_message import IMAGE
from webapp.operations.take_group_message import Claimed, claim_message, note_said
from webapp.paper.notice import Notice, notice_of
from webapp.queries.group_messages import FAILED, SENT, UNSURE, WAITING, due_messages
from webapp.queries.installation import community_ids
from webapp.queries.publications import publications_of

STATES = {Said.SENT: SENT, Said.AGAIN: WAITING, Said.REFUSED: FAILED, Said.UNSURE: UNSURE}
GROUPS_LANGUAGE = "zh_CN"


def send_message(community_id: int, key: int) -> None:
    """Does nothing for one that is not due, so that a job that runs twice says nothing twice."""
    claimed = claim_message(community_id, key)
    if claimed is None:
        return
    try:
        message = picture(_picture(community_id, claimed)) if claimed.form == IMAGE else markdown(claimed.content)
    except TooLarge:
        note_said(community_id, key, FAILED, "too_large")
        return
    release_connection()
    answer = say(current_app.config["SANBAO"].chat_robot, claimed.key, message)
    note_said(community_id, key, STATES[answer.said], answer.problem, answer.number)


def send_due_messages() -> None:
    """The clock's: a job for each message whose time has come, so that none waits for another."""
    for community_id in community_ids():
        for key in due_messages(community_id, clock.now()):
            start_job(send_message, community_id, key)


def notice_said(community_id: int, month: str, number: int, root: str) -> Notice:
    """The publication as it was, whatever was published after it."""
    community = db.session.get_one(Community, community_id)
    until = [each for each in publications_of(community_id, month) if each.number <= number]
    return notice_of(community, until, f"{root}/c/{community.slug}/{month}/")


def _picture(community_id: int, claimed: Claimed) -> bytes:
    with force_locale(GROUPS_LANGUAGE):
        notice = notice_said(community_id, claimed.month, claimed.number, claimed.root)
        release_connection()
        return group_picture(notice)
