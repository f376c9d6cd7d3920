"""Photos on their way, and those that are here."""

from __future__ import annotations

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import Check, CheckPhoto, Device, Photo, Upload


def upload_of(device: Device, identity: str) -> Upload | None:
    """This device's upload with this id; those of other devices are as good as not there."""
    return db.session.scalar(
        select(Upload).where(
            Upload.community_id == device.community_id, Upload.uuid == identity, Upload.device_id == device.id
        )
    )


def photo_here(community_id: int, sha256: str) -> Photo | None:
    return db.session.scalar(select(Photo).where(Photo.community_id == community_id, Photo.sha256 == sha256))


def checks_made_complete(community_id: int, sha256: str) -> list[Check]:
    """Checks that wait for photos, name this one, and miss none now."""
    here = select(Photo.sha256).where(Photo.community_id == community_id)
    naming = select(CheckPhoto.check_id).where(CheckPhoto.community_id == community_id, CheckPhoto.sha256 == sha256)
    lacking = select(CheckPhoto.check_id).where(
        CheckPhoto.community_id == community_id,
        CheckPhoto.check_id.in_(naming),
        CheckPhoto.sha256.not_in(here),
    )
    return list(
        db.session.scalars(
            select(Check).where(
                Check.community_id == community_id,
                Check.state == "received",
                Check.id.in_(naming),
                Check.id.not_in(lacking),
            )
        )
    )
