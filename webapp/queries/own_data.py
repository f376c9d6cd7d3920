"""What is kept of one household, to be given to it: nothing of another one is among it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from webapp.extensions import db
from webapp.models import (
    AccessVisit,
    Attendance,
    Check,
    CheckPhoto,
    Deed,
    HelpTask,
    Household,
    Objection,
    ObjectionStep,
    Photo,
    PhotoConsent,
    PutRight,
    Redemption,
    Reservation,
    Signature,
    SignUp,
)
from webapp.queries.belongings import Belongings
from webapp.queries.sent_photos import hashes_sent


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
    found = select(CheckPhoto.sha256).where(
        CheckPhoto.community_id == home.community_id, CheckPhoto.check_id.in_(checks)
    )
    return list(
        db.session.scalars(
            select(Photo.sha256)
            .where(
                Photo.community_id == home.community_id,
                Photo.expired_at.is_(None),
                Photo.sha256.in_(hashes_sent(home)) | Photo.sha256.in_(found),
            )
            .order_by(Photo.id)
            .limit(most)
        )
    )


def put_rights_of(own: Belongings) -> list[PutRight]:
    return list(
        db.session.scalars(
            select(PutRight)
            .where(PutRight.community_id == own.household.community_id, PutRight.id.in_(own.put_rights))
            .order_by(PutRight.id)
            .options(selectinload(PutRight.photos))
        )
    )


def sign_ups_and_ins_of(household: Household) -> list[SignUp | Attendance]:
    """For which activities it signed up, and where it, or one of its people, stands on the sheet."""
    found: list[SignUp | Attendance] = []
    for table in (SignUp, Attendance):
        rows = select(table).where(table.community_id == household.community_id, table.household_id == household.id)
        loaded = joinedload(table.activity), joinedload(table.person)
        found += db.session.scalars(rows.order_by(table.id).options(*loaded))
    return sorted(found, key=lambda each: each.activity.day)


def reservations_of(own: Belongings) -> list[Reservation]:
    home = own.household
    return list(
        db.session.scalars(
            select(Reservation)
            .where(
                Reservation.community_id == home.community_id,
                Reservation.account_id.in_(own.accounts) | (Reservation.household_id == home.id),
            )
            .order_by(Reservation.id)
            .options(joinedload(Reservation.good))
        )
    )


def signatures_of(own: Belongings) -> dict[int, bytes]:
    """By receipt the picture; of accounts that it shares with nobody."""
    found = db.session.execute(
        select(Signature.redemption_id, Signature.png)
        .join(
            Redemption,
            (Redemption.id == Signature.redemption_id) & (Redemption.community_id == Signature.community_id),
        )
        .where(Signature.community_id == own.household.community_id, Redemption.account_id.in_(own.accounts))
        .order_by(Signature.id)
    )
    return {row.redemption_id: row.png for row in found}


def consents_of(household: Household) -> dict[str, PhotoConsent]:
    """By hash of the photo."""
    found = db.session.scalars(
        select(PhotoConsent).where(
            PhotoConsent.community_id == household.community_id, PhotoConsent.household_id == household.id
        )
    )
    return {consent.sha256: consent for consent in found}
