"""Type in one check of a walk on paper: it becomes its inspector's entry at once, and who typed it is on record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from sync.replay import Outcome
from webapp import clock
from webapp.models import Check, Community, Courtyard, TypedCheck, User
from webapp.operations.intake import Parcel, read
from webapp.operations.note_change import note_event
from webapp.operations.paper_entry import OnPaper, paper_entry
from webapp.operations.receive_delivery import receive_parcels
from webapp.operations.transaction import transaction
from webapp.operations.write_intake import in_bulk_or_one_by_one
from webapp.queries.intake import courtyards_by_code
from webapp.queries.paper_walks import DayOfYard, day_of_yards, inspector_by_id
from webapp.queries.users import recused_courtyards


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a sheet: `inspector` walked, `courtyard` is a code, `statement` what is said of every item.

    `seen` is the check that stood there when the page was made, "" for none: saving the line again corrects that one.
    """

    inspector: int
    day: dt.date
    courtyard: str
    statement: Mapping[str, Any]
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """The check that stands now, or the code of why nothing was saved."""

    check: str = ""
    refusal: str | None = None


def type_check(typist: User, line: Line) -> Taken | None:
    """None when there is no such inspector or courtyard; the same line sent twice is the same success twice."""

    def take(one_by_one: bool) -> Taken | None:
        with transaction(typist.community_id) as session:
            return _take(session, typist, line, one_by_one)

    return in_bulk_or_one_by_one(take)


def _take(session: Session, typist: User, line: Line, one_by_one: bool) -> Taken | None:
    community = session.get_one(Community, typist.community_id)
    yard = courtyards_by_code(community.id, [line.courtyard]).get(line.courtyard)
    if yard is None or inspector_by_id(community.id, line.inspector) is None:
        return None
    known = day_of_yards(community.id, line.inspector, line.day, [yard.id]).get(yard.id, DayOfYard())
    if known.own is not None and says(known.own) == _said(line.statement):
        return Taken(known.own.uuid)
    refusal = _refuse(typist, community, line, yard, known)
    if refusal is not None:
        return Taken(refusal=refusal)
    return _write(session, typist, line, known, one_by_one)


def _refuse(typist: User, community: Community, line: Line, yard: Courtyard, known: DayOfYard) -> str | None:
    today = clock.today(community)
    if line.day > today:
        return "day_to_come"
    if any(yard.id in recused_courtyards(typist, day) for day in {line.day, today}):
        return "typist_recused"
    if (known.own.uuid if known.own else "") != line.seen:
        return "changed"
    return why_frozen(known)


def why_frozen(known: DayOfYard) -> str | None:
    """Why what stands can't be corrected from paper, None where it can."""
    if known.own is None:
        return None
    if known.typist is None:
        return "from_phone"
    return "approved" if known.own.state == "approved" else None


def _write(session: Session, typist: User, line: Line, known: DayOfYard, one_by_one: bool) -> Taken:
    """What the rules of the wire refuse leaves nothing behind: the page still holds it."""
    community = session.get_one(Community, typist.community_id)
    replaces = known.own.uuid if known.own else None
    said = OnPaper(line.inspector, line.day, line.courtyard, line.statement, replaces, known.count)
    trial = session.begin_nested()
    parcel = Parcel(line.inspector, None, clock.now_milliseconds(), 0, (read(paper_entry(community, said)),))
    [[receipt]] = receive_parcels(session, community.id, [parcel], one_by_one)
    if receipt.outcome in (Outcome.REJECTED, Outcome.CONFLICT):
        trial.rollback()
        return Taken(refusal=receipt.reason or "changed")
    trial.commit()
    uuid = str(receipt.id)
    session.add(TypedCheck(community_id=community.id, check_uuid=uuid, typist_id=typist.id, typed_at=clock.now()))
    note_event(session, typist, "paper_typed", "check", uuid, inspector=line.inspector)
    return Taken(uuid)


def says(check: Check) -> dict[str, Any]:
    """What a check states, in a form in which two can be compared."""
    return {
        "judged": check.judged,
        "companions": {companion.user_id for companion in check.companions},
        **{each.item: (each.result, each.note, each.severity, each.count) for each in check.findings},
    }


def _said(statement: Mapping[str, Any]) -> dict[str, Any]:
    results = [each for each in statement["results"] if each["result"] != "pass"]
    return {
        "judged": statement["judged"],
        "companions": set(map(int, statement.get("companions", ()))),
        **{
            each["item"]: (each["result"], each.get("note", ""), each.get("severity"), each.get("count"))
            for each in results
        },
    }
