"""What staff decided: everything approved but the walk that waits, what was returned, and what is not here yet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sync.clock import moment
from webapp.demo.calendar import Calendar
from webapp.demo.officials import BY_NAME, OFFICIALS
from webapp.demo.records import Record

APPROVED, RETURNED, COMPLETE, RECEIVED = "approved", "returned", "complete", "received"
REVIEWERS = tuple(official for official in OFFICIALS if official.role == "staff")
RETURN_REASON, RETURN_TEXT = "photo_unclear", "照片太暗，看不出堆在哪里"
REVIEW_HOUR = 20


@dataclass(frozen=True, slots=True)
class Decision:
    """The state of a check, and who put it there when; nobody has yet if `reviewer` is empty."""

    state: str
    reviewer: str = ""
    at: dt.datetime | None = None

    @property
    def verb(self) -> str:
        return {APPROVED: "approve", RETURNED: "return"}[self.state]


def decide(calendar: Calendar, walks: list[list[Record]], waiting: int, restore_days: int) -> dict[str, Decision]:
    """By the check's id. `waiting` is the place of the walk that nobody has reviewed."""
    decisions = {
        record.uuid: _waiting(record) if place == waiting else _reviewed(calendar, record)
        for place, records in enumerate(walks)
        for record in records
    }
    _return_one(calendar, decisions, walks, waiting)
    if not any(_is_open(calendar, record, decisions, restore_days) for records in walks for record in records):
        for record in walks[waiting]:
            if record.finds_fault and record.photographs and record.is_complete:
                decisions[record.uuid] = _reviewed(calendar, record)
    return decisions


def _waiting(record: Record) -> Decision:
    return Decision(COMPLETE if record.is_complete else RECEIVED)


def _reviewed(calendar: Calendar, record: Record, state: str = APPROVED) -> Decision:
    """On the evening of its day, by the first who need not keep out of this courtyard."""
    reviewer = next(each for each in REVIEWERS if record.visit.courtyard not in BY_NAME[each.username].recused)
    state = RETURNED if record.visit.returned else state
    return Decision(
        state, reviewer.username, max(calendar.moment(record.visit.day, REVIEW_HOUR), moment(record.arrived_at))
    )


def _return_one(calendar: Calendar, decisions: dict[str, Decision], walks: list[list[Record]], waiting: int) -> None:
    """The latest reviewed fault of the running month was returned, and its inspector has not been there again."""
    reviewed = [record for place, records in enumerate(walks) if place != waiting for record in records]
    month = calendar.months[-1]
    faults = [each for each in reviewed if _stands(each) and f"{each.visit.day:%Y-%m}" == month]
    if len(faults) > 1:
        decisions[faults[-1].uuid] = _reviewed(calendar, faults[-1], RETURNED)


def _is_open(calendar: Calendar, record: Record, decisions: dict[str, Decision], restore_days: int) -> bool:
    """Whether this is an approved fault of the running month that can still be put right."""
    recent = (calendar.today - record.visit.day).days <= restore_days and record.visit.day >= calendar.firsts[-1]
    return recent and _stands(record) and decisions[record.uuid].state == APPROVED


def _stands(record: Record) -> bool:
    """Whether it finds a fault that nobody has put right."""
    return record.finds_fault and not record.visit.restored
