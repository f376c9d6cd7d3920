"""The codes of an activity, made with the server's key; whether one signs in now; and whether paper carries one."""

from __future__ import annotations

import datetime as dt

from flask import current_app

from webapp import clock
from webapp.domain.months import sign_in_code
from webapp.models import Activity, Community, User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.queries.activities import activity_by_id


def code_of(activity: Activity) -> str:
    """What the screen at the place shows now."""
    return sign_in_code.screen_code(_key(), _of(activity), clock.now())


def changes_at() -> dt.datetime:
    """When the screen shows another code."""
    return sign_in_code.end_of_slot(clock.now())


def paper_code_of(activity: Activity) -> str:
    """What a sheet says on which people rely where there is no screen."""
    return sign_in_code.paper_code(_key(), _of(activity))


def why_not_here(community: Community, activity: Activity, code: str) -> str | None:
    """The code of why the QR does not sign anybody in now."""
    wrong = sign_in_code.wrong_with(_key(), _of(activity), code, clock.now(), on_paper=activity.on_paper)
    today = clock.today(community)
    if wrong != "bad_code" and today != activity.day:
        return "not_yet" if today < activity.day else "over"
    return wrong


def put_on_paper(actor: User, key: int, *, wanted: bool) -> bool:
    """Whether the code on paper signs in, too. False when there is no such activity."""
    with transaction(actor.community_id) as session:
        activity = activity_by_id(actor.community_id, key)
        if activity is None:
            return False
        if activity.on_paper != wanted:
            activity.on_paper = wanted
            action = "activity_paper_code_used" if wanted else "activity_paper_code_stopped"
            note_event(session, actor, action, "activity", str(activity.id))
    return True


def _key() -> bytes:
    return str(current_app.config["SECRET_KEY"]).encode()


def _of(activity: Activity) -> str:
    return f"activity:{activity.community_id}:{activity.id}:{activity.day:%Y-%m-%d}"
