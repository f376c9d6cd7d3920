"""What is kept of one household, to be given to it: nothing of another one is among it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from webapp.extensions import db
from webapp.models import (
    AccessVisit,
    Check,
    CheckPhoto,
    Deed,
    DeedPhoto,
    HelpTask,
    Household,
    Objection,
    ObjectionStep,
    Photo,
    PhotoConsent,
)
from webapp.queries.belongings import Belongings


def deeds_of(own: Belongings) -> list[Deed]:
    """What somebody of the household did or claims; not what others did for the same account."""
    home = own.household
    return list(
        db.session.scalars(
            select(Deed)
            .where(
                Deed.community_id == home.community_id,
                (Deed.household_id == home.id) | (Deed.claimed_by == home.id) | Deed.person_id.in_(own.people),
            )
            .order_by(Deed.day, Deed.id)
        )
    )


def objections_of(own: Belongings) -> list[Objection]:
    return list(
        db.session.scalars(
            select(Objection)
            .where(Objection.community_id == own.household.community_id, Objection.id.in_(own.objections))
            .order_by(Objection.id)
            .options(selectinload(Objection.steps).joinedload(ObjectionStep.maker))
        )
    )


def visits_of(household: Household) -> list[AccessVisit]:
    return list(
        db.session.scalars(
            select(AccessVisit)
            .where(AccessVisit.community_id == household.community_id, AccessVisit.household_id == household.id)
            .order_by(AccessVisit.id)
        )
    )


def help_tasks_of(own: Belongings) -> list[HelpTask]:
    """Where it was helped, and where it helped."""
    return list(
        db.session.scalars(
            select(HelpTask)
            .where(HelpTask.community_id == own.household.community_id, HelpTask.id.in_(own.tasks))
            .order_by(HelpTask.id)
            .options(selectinload(HelpTask.steps))
        )
    )


def approved_checks_of(own: Belongings) -> list[Check]:
    return list(
        db.session.scalars(
            select(Check)
            .where(
                Check.community_id == own.household.community_id,
                Check.id.in_(own.checks),
                Check.state == "approved",
            )
            .order_by(Check.corrected_at)
            .options(selectinload(Check.findings), joinedload(Check.inspector))
        )
    )


def pictures_of(own: Belongings, checks: Collection[int], most: int) -> list[str]:
    """Hashes of the photos of these checks and of what the household sent itself, that are still here."""
    home = own.household
    sent = (
        select(DeedPhoto.sha256)
        .join(Deed, (Deed.id == DeedPhoto.deed_id) & (Deed.community_id == DeedPhoto.community_id))
        .where(DeedPhoto.community_id == home.community_id, Deed.claimed_by == home.id)
    )
    found = select(CheckPhoto.sha256).where(
        CheckPhoto.community_id == home.community_id, CheckPhoto.check_id.in_(checks)
    )
    return list(
        db.session.scalars(
            select(Photo.sha256)
            .where(
                Photo.community_id == home.community_id,
                Photo.expired_at.is_(None),
                Photo.sha256.in_(sent) | Photo.sha256.in_(found),
            )
            .order_by(Photo.id)
            .limit(most)
        )
    )


def sent_photos(household: Household) -> list[tuple[str, Deed]]:
    """Hashes of the photos that the household sent with its claims, each with the claim; the latest first."""
    found = db.session.execute(
        select(DeedPhoto.sha256, Deed)
        .join(Deed, (Deed.id == DeedPhoto.deed_id) & (Deed.community_id == DeedPhoto.community_id))
        .join(Photo, (Photo.sha256 == DeedPhoto.sha256) & (Photo.community_id == DeedPhoto.community_id))
        .where(
            DeedPhoto.community_id == household.community_id,
            Deed.claimed_by == household.id,
            Photo.expired_at.is_(None),
        )
        .order_by(Deed.id.desc(), DeedPhoto.position)
    )
    return [(sha256, deed) for sha256, deed in found]


def consents_of(household: Household) -> dict[str, PhotoConsent]:
    """By hash of the photo."""
    found = db.session.scalars(
        select(PhotoConsent).where(
            PhotoConsent.community_id == household.community_id, PhotoConsent.household_id == household.id
        )
    )
    return {consent.sha256: consent for consent in found}
