"""What must be in the installation after all that: everything acknowledged, once, and whole."""

from __future__ import annotations

import hashlib

from sqlalchemy import text

from tests.integration.faults.phones import Notes
from tests.integration.faults.places import Place
from webapp.extensions import db
from webapp.models import Check, Photo, ReceivedEntry
from webapp.photo_store import photos


def require_all(place: Place, notes: Notes) -> None:
    """Every check and photo that was made is there exactly once: the phones have sent until each had its receipt."""
    with place.opened():
        require_sound_database()
        kept = [(row.entry_id, row.digest, row.outcome) for row in db.session.query(ReceivedEntry)]
        assert sorted(kept) == sorted((identity, digest, "accepted") for identity, digest in notes.made.items())
        checks = [(check.uuid, check.state) for check in db.session.query(Check)]
        assert sorted(checks) == sorted((identity, "complete") for identity in notes.made)
        photos = [(photo.sha256, photo.size) for photo in db.session.query(Photo)]
        assert sorted(photos) == sorted(notes.pictures.items())
        require_files()


def require_acknowledged(place: Place, notes: Notes) -> None:
    """What was acknowledged up to now is there, whatever became of the rest."""
    with place.opened():
        require_sound_database()
        kept = [(row.entry_id, row.digest) for row in db.session.query(ReceivedEntry)]
        assert len(kept) == len(set(kept))
        assert set(notes.acknowledged.items()) <= set(kept)
        assert notes.receipts <= {photo.sha256 for photo in db.session.query(Photo)}
        require_files()


def require_files() -> None:
    for photo in db.session.query(Photo):
        data = photos().read(photo.community_id, photo.sha256)
        assert hashlib.sha256(data).hexdigest() == photo.sha256


def require_sound_database() -> None:
    if db.engine.dialect.name == "sqlite":
        assert db.session.scalar(text("PRAGMA integrity_check")) == "ok"
        assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []


def require_honest_offsets(notes: Notes) -> None:
    """An upload goes on at a byte that was acknowledged or sent, never beyond what was sent and never before."""
    for acknowledged, resumed, sent in notes.resumed:
        assert acknowledged <= resumed <= sent
