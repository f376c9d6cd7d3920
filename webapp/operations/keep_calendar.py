"""Enter days without patrol, or take them out again; phones are told of those that come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from webapp.models import CalendarDay, Community, User
from webapp.operations.note_change import note_event
from webapp.operations.renew_telling import tell_whole
from webapp.operations.transaction import transaction
from webapp.queries.free_days import days_among


def enter_free_days(actor: User, days: Mapping[dt.date, str]) -> int:
    """How many are new or have another name now; the same again changes nothing."""
    with transaction(actor.community_id) as session:
        known = days_among(actor.community_id, days)
        changed = {day: name for day, name in days.items() if day not in known or known[day].name != name}
        for day, name in changed.items():
            if day in known:
                known[day].name = name
            else:
                session.add(CalendarDay(community_id=actor.community_id, day=day, name=name))
        if changed:
            tell_whole(session.get_one(Community, actor.community_id, populate_existing=True))
            first = min(changed).isoformat()
            note_event(session, actor, "free_days_entered", "calendar", first, days=len(changed))
    return len(changed)


def remove_free_days(actor: User, days: Collection[dt.date]) -> int:
    """How many there were."""
    with transaction(actor.community_id) as session:
        known = days_among(actor.community_id, days)
        for each in known.values():
            session.delete(each)
        if known:
            tell_whole(session.get_one(Community, actor.community_id, populate_existing=True))
            first = min(known).isoformat()
            note_event(session, actor, "free_days_removed", "calendar", first, days=len(known))
    return len(known)
