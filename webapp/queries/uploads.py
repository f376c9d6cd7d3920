"""Photos on their way, and those that are here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from sync import tus
from sync.limits import UPLOAD_DAYS
from webapp.extensions import db
from webapp.models import Check, CheckPhoto, Device, Photo, Upload

LIFE = dt.timedelta(days=UPLOAD_DAYS)


@dataclass(frozen=True, slots=True)
class Owner:
    """The device that uploads, without a row that would hold a connection while bytes come slowly."""

    community_id: int
    device_id: int

    @classmethod
    def of(cls, device: Device) -> Owner:
        return cls(device.community_id, device.id)


def upload_of(owner: Owner, identity: str) -> Upload | None:
    """This device's upload with this id; those of other devices are as good as not there."""
    return db.session.scalar(
        select(Upload).where(
            Upload.community_id == owner.community_id, Upload.uuid == identity, Upload.device_id == owner.device_id
        )
    )


def open_uploads(owner: Owner) -> list[Upload]:
    """This device's unfinished uploads; the one that a byte reached last comes first."""
    return list(
        db.session.scalars(
            select(Upload)
            .where(
                Upload.community_id == owner.community_id,
                Upload.device_id == owner.device_id,
                Upload.received.is_(False),
            )
            .order_by(Upload.touched_at.desc(), Upload.id.desc())
        )
    )


def uploads_of_community(community_id: int, identities: Collection[str]) -> set[str]:
    """Those of these ids that are uploads."""
    found = select(Upload.uuid).where(Upload.community_id == community_id, Upload.uuid.in_(identities))
    return set(db.session.scalars(found)) if identities else set()


def state_of(upload: Upload) -> tus.Upload:
    """The upload as the wire's rules know it."""
    expires = int((upload.touched_at + LIFE).timestamp())
    return tus.Upload(
        upload.offset,
        upload.length,
        upload.sha256,
        received=upload.received,
        metadata=upload.about,
        expires=None if upload.received else expires,
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
