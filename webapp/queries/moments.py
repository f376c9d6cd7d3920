"""Moments of a community: as long as two are alike, nothing that a score or a publication rests on was written."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ScalarSelect, bindparam, func, select

from webapp.extensions import db
from webapp.models import (
    AuditEvent,
    Check,
    CheckPhoto,
    Community,
    MonthStep,
    Photo,
    PhotoLikeness,
    Publication,
    User,
    Walk,
)
from webapp.queries.snapshot_checks import awaited_photos

# Checks, deeds of phones, roster and rules raise the change number; what staff do is audited; months take steps.
# All are counted by what the database numbers, never by time: several servers have several clocks.
LAST_EVENT = select(func.max(AuditEvent.id)).where(AuditEvent.community_id == bindparam("community"))
LAST_STEP = select(func.max(MonthStep.id)).where(MonthStep.community_id == bindparam("community"))
MOMENT = select(Community.change_number, LAST_EVENT.scalar_subquery(), LAST_STEP.scalar_subquery()).where(
    Community.id == bindparam("community")
)

# The board's own: checks and deeds that arrive change nothing on it. `founded` is that of the home page, which
# lists communities as soon as there are two. A community's own columns are set without a line elsewhere, some of them.
LAST_PUBLICATION = select(func.max(Publication.id)).where(Publication.community_id == bindparam("community"))
FOUNDED = select(func.max(Community.id)).scalar_subquery()
MOMENT_OF_BOARD = select(
    *(Community.slug, Community.name, Community.contact, Community.timezone, Community.name_mask),
    *(Community.board_months, Community.district, Community.whole_from, FOUNDED),
    *(LAST_EVENT.scalar_subquery(), LAST_STEP.scalar_subquery(), LAST_PUBLICATION.scalar_subquery()),
).where(Community.id == bindparam("community"))


def moment_of(community_id: int, beside: Sequence[ScalarSelect[int]] = ()) -> tuple[int | None, ...]:
    """`beside` are figures of what raises none of these, as `figures_of_photos` are."""
    asked = MOMENT.add_columns(*beside) if beside else MOMENT
    return tuple(db.session.connection().execute(asked, {"community": community_id}).one())


def moment_of_board(community_id: int) -> tuple[object, ...]:
    """Two alike on one day: its board and doors show the same in both. As this session sees it."""
    return tuple(db.session.connection().execute(MOMENT_OF_BOARD, {"community": community_id}).one())


def moment_of_board_now(community_id: int) -> tuple[object, ...]:
    """The same without a session, which would cost as much again; it may have been deleted since: nothing then."""
    with db.engine.connect() as connection:
        return tuple(connection.execute(MOMENT_OF_BOARD, {"community": community_id}).one_or_none() or ())


def moment_of_telling(user: User) -> tuple[int, ...]:
    """Two alike on one day: this person's phone is told the same in both. The wire's tag is made of the same."""
    told = select(Community.change_number, awaited_photos(user).scalar_subquery())
    return tuple(db.session.execute(told.where(Community.id == user.community_id)).one())


def figures_of_photos(walk: Walk) -> list[ScalarSelect[int]]:
    """How many photos of the walk's checks are here, have been looked at, and are like others."""
    named = (
        select(CheckPhoto.sha256)
        .join(Check, (Check.id == CheckPhoto.check_id) & (Check.community_id == CheckPhoto.community_id))
        .where(Check.community_id == walk.community_id, Check.walk_id == walk.id)
    )
    here = (
        select(func.count(figure)).where(Photo.community_id == walk.community_id, Photo.sha256.in_(named))
        for figure in (Photo.id, Photo.examined_at)
    )
    alike = (
        select(func.count(PhotoLikeness.id)).where(PhotoLikeness.community_id == walk.community_id, file.in_(named))
        for file in (PhotoLikeness.sha256, PhotoLikeness.other)
    )
    return [each.scalar_subquery() for each in (*here, *alike)]
