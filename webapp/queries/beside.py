"""What other checks of the same courtyards say around the same days, for many checks at once: rows, not objects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Subquery, select, union

from webapp.domain.scoring.observation import COUNTING, Result
from webapp.extensions import db
from webapp.models import Check, Finding

LOOKS_BACK = dt.timedelta(days=31)
LOOKS_ON = dt.timedelta(days=6)  # to the end of the week
ASKED = (
    *(Check.id, Check.uuid, Check.courtyard_id, Check.inspector_id, Check.day, Check.corrected_at),
    *(Check.state, Check.judged, Check.replaces),
)


@dataclass(frozen=True, slots=True)
class Beside:
    """A check with the items it found at fault and those it did not assess."""

    id: int
    uuid: str
    courtyard_id: int
    inspector_id: int
    day: dt.date
    corrected_at: dt.datetime
    state: str
    judged: str
    replaces: str | None
    faults: set[str] = field(default_factory=set)
    not_assessed: set[str] = field(default_factory=set)

    @property
    def counts(self) -> bool:
        return self.state != "returned" and self.judged in COUNTING


def checks_beside(checks: Sequence[Check]) -> list[Beside]:
    """Those of a month before and of the week after, and what replaces or is replaced by these; the latest first."""
    told = Finding.result.in_((Result.FAULT.value, Result.NOT_ASSESSED.value))
    of_check = (Finding.check_id == Check.id) & (Finding.community_id == Check.community_id)
    near = _near(checks)
    rows = db.session.execute(
        select(*ASKED, Finding.item, Finding.result)
        .join(near, near.c.id == Check.id)
        .outerjoin(Finding, of_check & told)
        .where(Check.community_id == checks[0].community_id)
        .order_by(Check.corrected_at.desc(), Check.id.desc())
    )
    found: dict[int, Beside] = {}
    for *said, item, result in rows:
        beside = found.setdefault(said[0], Beside(*said))
        if item is not None:
            (beside.faults if result == Result.FAULT else beside.not_assessed).add(item)
    return list(found.values())


def _near(checks: Sequence[Check]) -> Subquery:
    """Their keys: each way to them has its own index, which no database would find for all three together."""
    days, yards = [check.day for check in checks], {check.courtyard_id for check in checks}
    names = {check.uuid for check in checks} | {check.replaces for check in checks if check.replaces}
    around = Check.courtyard_id.in_(yards) & Check.day.between(min(days) - LOOKS_BACK, max(days) + LOOKS_ON)
    within = (around, Check.uuid.in_(names), Check.replaces.in_(names))
    ways = (select(Check.id).where(Check.community_id == checks[0].community_id, each) for each in within)
    return union(*ways).subquery()
