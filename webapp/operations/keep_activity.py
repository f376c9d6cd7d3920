"""Note an activity, change it while nothing of it is posted, and keep a picture of its sheet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from webapp import clock
from webapp.domain.rules.deeds import Deed as DeedRule
from webapp.domain.rules.values import MOST_PIECES, Chosen
from webapp.models import Activity, User
from webapp.models.types import NAME
from webapp.operations.note_change import note_event
from webapp.operations.record_deeds import OLDEST
from webapp.operations.transaction import transaction
from webapp.queries.activities import activity_by_id, activity_by_token, sign_ins_of
from webapp.queries.rule_books import rule_book_in_force

FURTHEST = dt.timedelta(days=92)


@dataclass(frozen=True, slots=True)
class ActivityPlan:
    """What is said of an activity; `points` where the rule lets one choose, `quantity` (minutes, times) elsewhere."""

    kind: str
    title: str
    day: dt.date
    place: str = ""
    organiser: str = ""
    points: int = 0
    quantity: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """The activity, also when the same form came twice; or the code of why not."""

    activity: Activity | None
    refusal: str | None = None


def make_activity(actor: User, plan: ActivityPlan, token: str) -> Kept:
    with transaction(actor.community_id) as session:
        known = activity_by_token(actor.community_id, token)
        if known is not None:
            return Kept(known)
        refusal = _refuse(actor, plan)
        if refusal:
            return Kept(None, refusal)
        activity = Activity(community_id=actor.community_id, made_by=actor.id, made_at=clock.now(), token=token)
        _write(activity, plan)
        session.add(activity)
        session.flush()
        note_event(session, actor, "activity_made", "activity", str(activity.id))
        return Kept(activity)


def change_activity(actor: User, key: int, plan: ActivityPlan, seen: int) -> str | None:
    """None when it is changed, else the code of why not; what was posted has its figures from before."""
    with transaction(actor.community_id) as session:
        activity = activity_by_id(actor.community_id, key)
        if activity is None:
            return "unknown"
        if activity.version != seen:
            return "changed"
        if any(each.deed_id for each in sign_ins_of(activity)):
            return "posted"
        refusal = _refuse(actor, plan)
        if refusal is None:
            _write(activity, plan)
            activity.version += 1
            note_event(session, actor, "activity_changed", "activity", str(activity.id))
        return refusal


def keep_sheet(actor: User, key: int, sha256: str) -> str | None:
    """Name the picture, which is kept already, as the sheet that people signed."""
    with transaction(actor.community_id) as session:
        activity = activity_by_id(actor.community_id, key)
        if activity is None:
            return "unknown"
        activity.sheet = sha256
        note_event(session, actor, "activity_sheet_kept", "activity", str(activity.id))
    return None


def _refuse(actor: User, plan: ActivityPlan) -> str | None:
    today = clock.today(actor.community)
    if not plan.title.strip():
        return "no_title"
    if not today - OLDEST <= plan.day <= today + FURTHEST:
        return "bad_day"
    rule = rule_book_in_force(actor.community_id, f"{min(plan.day, today):%Y-%m}")[1].deed(plan.kind)
    return "no_kind" if rule is None else _refuse_figure(rule, plan)


def _refuse_figure(rule: DeedRule, plan: ActivityPlan) -> str | None:
    if isinstance(rule.value, Chosen):
        least, most = rule.value.least, rule.value.most
        return "points_differ" if least < most and not least <= plan.points <= most else None
    return None if plan.quantity and 0 < plan.quantity <= MOST_PIECES else "no_quantity"


def _write(activity: Activity, plan: ActivityPlan) -> None:
    activity.kind, activity.day = plan.kind, plan.day
    activity.title, activity.place, activity.organiser = (
        text.strip()[:NAME] for text in (plan.title, plan.place, plan.organiser)
    )
    activity.points, activity.quantity = plan.points, plan.quantity
