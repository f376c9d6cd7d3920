"""What names a photo, of all that can: checks, deeds, help tasks, reports, objections, samples, sheets, goods."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ScalarSelect, String, cast, literal, null, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from webapp.extensions import db
from webapp.models import (
    Account,
    Activity,
    Check,
    CheckPhoto,
    Deed,
    DeedPhoto,
    DrawnCheck,
    Good,
    HelpPhoto,
    HelpTask,
    Objection,
    ObjectionPhoto,
    Photo,
    PutRight,
    PutRightPhoto,
    SamplePhoto,
    SampleVisit,
    WalkSheet,
)

# Every column that names a photo which must stay as long as it does: tests/house/test_photo_uses.py finds a new one.
NAMING: tuple[InstrumentedAttribute, ...] = (
    CheckPhoto.sha256,
    DeedPhoto.sha256,
    HelpPhoto.sha256,
    PutRightPhoto.sha256,
    ObjectionPhoto.sha256,
    SamplePhoto.sha256,
    WalkSheet.sha256,
    Activity.sheet,
    Good.picture,
)


@dataclass(frozen=True, slots=True)
class Use:
    """`kind` is check, deed, help_task, put_right, objection, sample or activity; `reference` a check's uuid, also that
    of a sample's check, else the row's key; `courtyard_id` whose it shows, where that is known.
    """

    kind: str
    reference: str
    courtyard_id: int | None


YARD_OF_OBJECTION = (
    select(Account.courtyard_id)
    .where(Account.community_id == Objection.community_id, Account.id == Objection.account_id)
    .scalar_subquery()
)


def of_looked_at(column: InstrumentedAttribute) -> ScalarSelect:
    """A column of the check that a visit of a sample looked at again."""
    drawn = (DrawnCheck.id == SampleVisit.drawn_id) & (DrawnCheck.community_id == SampleVisit.community_id)
    return select(column).join(DrawnCheck, DrawnCheck.check_id == Check.id).where(drawn).scalar_subquery()


# Kind, its table, what refers to it, whose courtyard, the lines that name its photos, and their key.
SHOWING = (
    ("check", Check, Check.uuid, Check.courtyard_id, CheckPhoto, CheckPhoto.check_id),
    ("deed", Deed, Deed.id, Deed.courtyard_id, DeedPhoto, DeedPhoto.deed_id),
    ("help_task", HelpTask, HelpTask.id, HelpTask.courtyard_id, HelpPhoto, HelpPhoto.task_id),
    ("put_right", PutRight, PutRight.id, PutRight.courtyard_id, PutRightPhoto, PutRightPhoto.put_right_id),
    ("objection", Objection, Objection.id, YARD_OF_OBJECTION, ObjectionPhoto, ObjectionPhoto.objection_id),
    (
        *("sample", SampleVisit, of_looked_at(Check.uuid), of_looked_at(Check.courtyard_id)),
        *(SamplePhoto, SamplePhoto.visit_id),
    ),
)


def uses_of(community_id: int, sha256: str) -> list[Use]:
    """What shows people or their doors; a good's picture and a walk's sheet are no uses."""
    found = union_all(
        *(
            select(literal(kind), cast(reference, String), courtyard)
            .select_from(line)
            .join(of, (of.id == key) & (of.community_id == line.community_id))
            .where(line.community_id == community_id, line.sha256 == sha256)
            for kind, of, reference, courtyard, line, key in SHOWING
        ),
        select(literal("activity"), cast(Activity.id, String), null()).where(
            Activity.community_id == community_id, Activity.sheet == sha256
        ),
    )
    return [Use(*row) for row in db.session.execute(found)]


def photo_with(community_id: int, sha256: str) -> Photo | None:
    return db.session.scalar(select(Photo).where(Photo.community_id == community_id, Photo.sha256 == sha256))


def named_elsewhere(community_id: int, sha256: str) -> bool:
    """Whether anything at all names the photo."""
    named = union_all(
        *(select(column).where(column.class_.community_id == community_id, column == sha256) for column in NAMING)
    )
    return db.session.execute(named.limit(1)).first() is not None
