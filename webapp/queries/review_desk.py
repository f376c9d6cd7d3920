"""The checks of a walk as staff decide on them, each with what is doubtful."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from webapp.domain.evidence.doubts import Doubt, doubts
from webapp.domain.months.review import Verdict, may_review
from webapp.extensions import db
from webapp.models import Check, CheckPhoto, User, Walk
from webapp.queries.checks import WAITING, WHOLE
from webapp.queries.circumstances import (
    Known,
    circumstances,
    known_around,
    missing_photos,
    seen_otherwise,
    unreadable_photos,
)
from webapp.queries.photos import Reuse
from webapp.queries.samples import LookedPhoto, Seen
from webapp.queries.users import recused_courtyards

# What a verdict needs of many checks at once; a page shows more of each.
JUDGED_BY = (
    selectinload(Check.findings),
    selectinload(Check.photos).joinedload(CheckPhoto.photo),
    selectinload(Check.companions),
    joinedload(Check.courtyard),
)


@dataclass(frozen=True, slots=True)
class DeskCheck:
    """A check on the desk; `missing` are hashes not here, `unreadable` those nobody can see, `successor` its next.

    `looks` are photos of whoever looked again for oversight.
    """

    check: Check
    missing: tuple[str, ...]
    doubts: tuple[Doubt, ...]
    successor: str | None
    verdict: Verdict
    is_recused: bool
    reused: tuple[Reuse, ...] = ()
    unreadable: tuple[str, ...] = ()
    seen_otherwise: tuple[Seen, ...] = ()
    looks: tuple[LookedPhoto, ...] = ()

    @property
    def faults(self) -> int:
        return len(self.check.faults)

    @property
    def is_waiting(self) -> bool:
        """Whether it still needs a decision; a replaced one does not."""
        return self.check.state in WAITING and self.successor is None

    @property
    def is_clear(self) -> bool:
        """Whether it may be approved together with others."""
        return self.is_waiting and self.check.state == "complete" and not self.doubts and self.verdict.allowed


def desk_of_walk(
    walk: Walk, reviewer: User, today: dt.date, parts: Sequence[ExecutableOption] = WHOLE
) -> list[DeskCheck]:
    """All checks of the walk in the order they were made; `parts` is what is loaded with them."""
    checks = db.session.scalars(
        select(Check)
        .where(Check.community_id == walk.community_id, Check.walk_id == walk.id)
        .order_by(Check.corrected_at, Check.id)
        .options(*parts)
    )
    return _desk(list(checks.unique()), reviewer, today)


def desk_check(check: Check, reviewer: User, today: dt.date) -> DeskCheck:
    return _desk([check], reviewer, today)[0]


def _desk(checks: list[Check], reviewer: User, today: dt.date) -> list[DeskCheck]:
    if not checks:
        return []
    known, recused = known_around(checks), recused_courtyards(reviewer, today)
    return [_on_desk(check, known, reviewer, recused) for check in checks]


def _on_desk(check: Check, known: Known, reviewer: User, recused: Collection[int]) -> DeskCheck:
    companions = [companion.user_id for companion in check.companions]
    by, typist = known.hands[check.id]
    return DeskCheck(
        check=check,
        missing=missing_photos(check),
        doubts=doubts(circumstances(check, known)),
        successor=next((other.uuid for other in known.replacing.get(check.uuid, ())), None),
        verdict=may_review(reviewer.id, check.inspector_id, companions, check.courtyard_id, recused, by, typist),
        is_recused=check.courtyard_id in recused,
        reused=tuple(known.reused.get(check.id, ())),
        unreadable=unreadable_photos(check),
        seen_otherwise=seen_otherwise(check, known),
        looks=known.looked[check.id].photos if check.id in known.looked else (),
    )
