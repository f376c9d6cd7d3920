"""What the server has: read from its database and its photo folder, beside the running server."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import make_settings
from webapp.storage import photo_path

CHECKS = """
SELECT c.id, c.uuid, c.state, courtyard.code, e.digest, e.text FROM courtyard_check c
JOIN courtyard ON courtyard.id = c.courtyard_id JOIN received_entry e ON e.id = c.entry_id
"""
PHOTOS = "SELECT p.community_id, p.item, p.sha256 FROM check_photo p WHERE p.check_id = ?"


@dataclass(frozen=True, slots=True)
class Arrived:
    """A check in the database; `photos` are (item, hash) of those whose bytes on disk have that hash."""

    id: str
    state: str
    courtyard: str
    digest: str
    faults: frozenset[str]
    photos: frozenset[tuple[str, str]]


def arrived_checks(folder: Path) -> list[Arrived]:
    """Every check that was received, as often as it stands in the database."""
    with sqlite3.connect(folder / "sanbao.sqlite3") as database:
        return [_arrived(database, folder, *row) for row in database.execute(CHECKS).fetchall()]


def outcomes(folder: Path) -> list[str]:
    """How each entry was taken; one row for every id and digest."""
    with sqlite3.connect(folder / "sanbao.sqlite3") as database:
        return [outcome for (outcome,) in database.execute("SELECT outcome FROM received_entry")]


def photo_rows(folder: Path) -> list[str]:
    with sqlite3.connect(folder / "sanbao.sqlite3") as database:
        return [sha256 for (sha256,) in database.execute("SELECT sha256 FROM photo")]


def _arrived(
    database, folder: Path, key: int, uuid: str, state: str, courtyard: str, digest: str, text: str
) -> Arrived:
    assert hashlib.sha256(text.encode()).hexdigest() == digest, "the text is the one that was hashed on the phone"
    faults = database.execute("SELECT item FROM finding WHERE check_id = ? AND result = 'fault'", (key,)).fetchall()
    photos = [
        (item, sha256)
        for community, item, sha256 in database.execute(PHOTOS, (key,)).fetchall()
        if _has_its_hash(folder, community, sha256)
    ]
    assert len(photos) == len(set(photos))
    return Arrived(uuid, state, courtyard, digest, frozenset(item for (item,) in faults), frozenset(photos))


def _has_its_hash(folder: Path, community: int, sha256: str) -> bool:
    path = photo_path(make_settings(folder).photos, community, sha256)
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256
