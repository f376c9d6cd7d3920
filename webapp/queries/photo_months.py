"""In which month each thing that names a photo counts, and what still needs the photo: for the end of its retention."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, CompoundSelect, Select, String, cast, false, func, select, union_all

from webapp.domain.months.help_task import State as HelpState
from webapp.domain.months.put_right import State as PutRightState
from webapp.models import (
    Activity,
    Check,
    CheckPhoto,
    Deed,
    DeedPhoto,
    Good,
    HelpPhoto,
    HelpTask,
    Objection,
    ObjectionPhoto,
    PutRight,
    PutRightPhoto,
    SamplePhoto,
    SampleVisit,
    Walk,
    WalkSheet,
)
from webapp.queries.deeds import WAITING
from webapp.queries.photo_uses import YARD_OF_OBJECTION, of_looked_at

OVER = (HelpState.CONFIRMED, HelpState.OVER)


def _month(day) -> ColumnElement[str]:
    """Of a date's column, in both databases."""
    return func.substr(cast(day, String), 1, 7)


# By line that names a photo: what it belongs to, the key, its month, whose courtyard, and whether it is undecided.
COUNTING = (
    (CheckPhoto, Check, CheckPhoto.check_id, Check.month, Check.courtyard_id, false()),
    (DeedPhoto, Deed, DeedPhoto.deed_id, Deed.month, Deed.courtyard_id, Deed.state == WAITING),
    (
        HelpPhoto,
        HelpTask,
        HelpPhoto.task_id,
        _month(HelpTask.found_on),
        HelpTask.courtyard_id,
        HelpTask.state.not_in(OVER),
    ),
    (
        PutRightPhoto,
        PutRight,
        PutRightPhoto.put_right_id,
        _month(PutRight.day),
        PutRight.courtyard_id,
        PutRight.state == PutRightState.WAITING,
    ),
    (ObjectionPhoto, Objection, ObjectionPhoto.objection_id, Objection.month, YARD_OF_OBJECTION, false()),
    (
        *(SamplePhoto, SampleVisit, SamplePhoto.visit_id),
        *(of_looked_at(Check.month), of_looked_at(Check.courtyard_id), false()),
    ),
    (WalkSheet, Walk, WalkSheet.walk_id, _month(Walk.day), None, false()),
)


def counting_in(community_id: int, months: Collection[str]) -> CompoundSelect:
    """(hash, month) of all that these months name."""
    return union_all(
        *(_lines(row, community_id).where(row[3].in_(months)) for row in COUNTING),
        _sheets(community_id).where(_month(Activity.day).in_(months)),
    )


def needed_besides(community_id: int, months: Collection[str], held_yards: Collection[int]) -> CompoundSelect:
    """Hashes that another month names too, or a disputed courtyard, or what nobody decided yet; and goods' pictures."""
    return union_all(
        *(
            _lines(row, community_id)
            .with_only_columns(row[0].sha256)
            .where(row[3].not_in(months) | row[5] | (false() if row[4] is None else row[4].in_(held_yards)))
            for row in COUNTING
        ),
        _sheets(community_id).with_only_columns(Activity.sheet).where(_month(Activity.day).not_in(months)),
        select(Good.picture).where(Good.community_id == community_id, Good.picture.is_not(None)),
    )


def _lines(row, community_id: int) -> Select:
    line, of, key, month, _yard, _undecided = row
    return (
        select(line.sha256.label("sha256"), month.label("month"))
        .select_from(line)
        .join(of, (of.id == key) & (of.community_id == line.community_id))
        .where(line.community_id == community_id)
    )


def _sheets(community_id: int) -> Select:
    return select(Activity.sheet, _month(Activity.day)).where(
        Activity.community_id == community_id, Activity.sheet.is_not(None)
    )
