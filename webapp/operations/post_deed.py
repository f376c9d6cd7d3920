"""Judge and post one deed that an inspector logged: it waits for staff, or takes back one that waits."""

from __future__ import annotations

from sqlalchemy.orm import Session

from sync.entry import DeedEntry
from sync.limits import DEED_DAYS
from sync.reasons import Rejection, rejection
from sync.statement import judge_deed_statement
from webapp.models.deed import PHONE
from webapp.operations.intake import Intake
from webapp.operations.known import KnownThing, Posted
from webapp.queries.deeds import UNDECIDED, WAITING, WITHDRAWN


def judge_deed(intake: Intake, deed: DeedEntry) -> Rejection | None:
    """Why this deed can't be taken, or None; nobody logs deeds for their own or a relative's courtyard."""
    return (
        intake.judge_owner(deed)
        or _judge_replaced(intake, deed)
        or intake.judge_time(deed)
        or _judge_day(intake, deed)
        or intake.judge_courtyard(deed, min(deed.happened_on, intake.day_of(deed)))
        or judge_deed_statement(deed, intake.known.checklist(deed.rule_version))
    )


def _judge_replaced(intake: Intake, deed: DeedEntry) -> Rejection | None:
    replaced = intake.known.deeds.get(deed.replaces or "")
    if replaced is None:
        return None
    if (replaced.courtyard, replaced.user_id) != (deed.courtyard, intake.user_id):
        return rejection("replaced_check_differs", "replaces", deed.id)
    return None if replaced.state in UNDECIDED else rejection("deed_decided", "replaces", deed.id)


def _judge_day(intake: Intake, deed: DeedEntry) -> Rejection | None:
    """How old the deed is by the true day: by a wrong clock it may seem new."""
    age = intake.day_of(deed) - deed.happened_on
    return rejection("day_implausible", "happened_on", deed.id) if age.days > DEED_DAYS + 1 else None


def post_deed(session: Session, intake: Intake, entry: DeedEntry) -> Posted:
    """The deed's row. Entries come in any order, so one may be withdrawn before it arrives."""
    known, today = intake.known, intake.day_of(entry)
    day = min(entry.happened_on, today)
    is_over = entry.withdrawn or (entry.id, intake.user_id, entry.courtyard) in known.replaced_deeds
    state = WITHDRAWN if is_over else WAITING
    intake.join_walk(entry, today)
    known.deeds[entry.id] = KnownThing(entry.courtyard, intake.user_id, state)
    replaced = known.deeds.get(entry.replaces or "")
    if replaced is not None:
        replaced.state = WITHDRAWN
    if entry.replaces:
        known.replaced_deeds.add((entry.replaces, intake.user_id, entry.courtyard))
    row = {
        "community_id": known.community.id,
        "uuid": entry.id,
        "courtyard_id": known.courtyards[entry.courtyard].id,
        "kind": entry.deed,
        "points": entry.points,
        "day": day,
        "month": f"{day:%Y-%m}" if is_over else known.month_of(session, day)[0],
        "text": entry.note,
        "state": state,
        "logged_by": intake.user_id,
        "rule_version": entry.rule_version,
        "replaces": entry.replaces,
        "came_by": PHONE,
    }
    return Posted("deed", entry.walk, row, withdraws=entry.replaces if replaced is not None else None)
