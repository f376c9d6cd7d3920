"""Judge and post one deed that an inspector logged: it waits for staff, or takes back one that waits."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from sync.clock import community_day, corrected
from sync.entry import DeedEntry
from sync.limits import DEED_DAYS
from sync.reasons import Rejection, rejection
from sync.statement import judge_deed_statement
from webapp.models import Deed, ReceivedEntry
from webapp.operations.intake import Intake
from webapp.operations.join_walk import join_walk
from webapp.operations.note_change import note_change
from webapp.operations.place_in_month import place_in_month
from webapp.queries.deeds import UNDECIDED, WAITING, WITHDRAWN, has_successor


def judge_deed(intake: Intake, deed: DeedEntry) -> Rejection | None:
    """Why this deed can't be taken, or None; nobody logs deeds for their own or a relative's courtyard."""
    return (
        intake.judge_owner(deed)
        or _judge_replaced(intake, deed)
        or intake.judge_time(deed)
        or _judge_day(intake, deed)
        or intake.judge_courtyard(deed, min(deed.happened_on, intake.day_of(deed)))
        or judge_deed_statement(deed, intake.checklist(deed.rule_version))
    )


def _judge_replaced(intake: Intake, deed: DeedEntry) -> Rejection | None:
    replaced = intake.deeds.get(deed.replaces or "")
    if replaced is None:
        return None
    if replaced.courtyard.code != deed.courtyard or replaced.logged_by != intake.sender.user.id:
        return rejection("replaced_check_differs", "replaces", deed.id)
    return None if replaced.state in UNDECIDED else rejection("deed_decided", "replaces", deed.id)


def _judge_day(intake: Intake, deed: DeedEntry) -> Rejection | None:
    """How old the deed is by the true day: by a wrong clock it may seem new."""
    age = intake.day_of(deed) - deed.happened_on
    return rejection("day_implausible", "happened_on", deed.id) if age.days > DEED_DAYS + 1 else None


def post_deed(session: Session, intake: Intake, entry: DeedEntry, row: ReceivedEntry) -> Deed:
    """The deed's row. Entries come in any order, so one may be withdrawn before it arrives."""
    today = community_day(
        min(corrected(entry.saved_at, intake.clock_offset), intake.arrival), intake.community.timezone
    )
    day = min(entry.happened_on, today)
    courtyard = intake.courtyards[entry.courtyard]
    is_over = entry.withdrawn or has_successor(intake.sender.user, courtyard, entry.id)
    deed = Deed(
        community_id=intake.community.id,
        uuid=entry.id,
        entry_id=row.id,
        walk_id=_walk_id(session, intake, entry, today),
        courtyard=courtyard,
        kind=entry.deed,
        points=entry.points,
        day=day,
        month=f"{day:%Y-%m}" if is_over else place_in_month(session, intake.community, day)[0],
        text=entry.note,
        state=WITHDRAWN if is_over else WAITING,
        logged_by=intake.sender.user.id,
        rule_version=entry.rule_version,
        replaces=entry.replaces,
    )
    session.add(deed)
    replaced = intake.deeds.get(entry.replaces or "")
    if replaced is not None:
        replaced.state = WITHDRAWN
    session.flush()
    note_change(session, intake.community.id, "deed", entry.id)
    intake.deeds[entry.id] = deed
    return deed


def _walk_id(session: Session, intake: Intake, entry: DeedEntry, day: dt.date) -> int:
    walk = join_walk(session, intake, entry, day)
    session.flush()
    return walk.id
