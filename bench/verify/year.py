"""A year of one community by the real operations: walks, photos, decisions, deeds, and every month closed."""

from __future__ import annotations

import datetime as dt
import hashlib
import random

from flask import current_app
from sqlalchemy import insert

from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.deeds import make_deed
from tests.factories.entries import deliver, make_entry, photo_claim
from tests.factories.neighbourhoods import publish
from tests.factories.users import make_user
from webapp import clock
from webapp.extensions import db
from webapp.models import Check, Community, Courtyard, Photo, Review, User
from webapp.operations.finalise_month import finalise_month
from webapp.operations.intake import Sender
from webapp.operations.receive_delivery import receive_delivery
from webapp.operations.settle_month import settle_month
from webapp.storage import photo_path

YEAR, COURTYARDS, WALKS_A_MONTH = 2025, 103, 5
ITEMS = ("W1", "W2", "W3", "W4", "G1", "G2", "O1", "O2", "O3", "O4")
FAULTY = 0.035  # of all items judged, each with a photo
PHOTO_BYTES = 120_000
AT_ONCE = 50


def make_year(courtyards: int = COURTYARDS, walks_a_month: int = WALKS_A_MONTH, seed: int = 1) -> int:
    """The community's id; each of its twelve months is settled."""
    chance, community = random.Random(seed), make_community()
    inspector, staff, oversight = (make_user(community, role) for role in ("inspector", "staff", "oversight"))
    yards = [make_courtyard(community, str(number)) for number in range(1, courtyards + 1)]
    for month in range(1, 13):
        first = dt.date(YEAR, month, 1)
        for walk in range(walks_a_month):
            _walk(inspector, yards, first + dt.timedelta(days=walk * 28 // walks_a_month), chance)
        for yard in yards:
            make_deed(yard, first + dt.timedelta(days=chance.randrange(28)))
        closing = dt.datetime(YEAR + month // 12, month % 12 + 1, 4, tzinfo=dt.UTC)
        _approve_all(community, staff, closing - dt.timedelta(days=1))
        _close(staff, oversight, f"{first:%Y-%m}", closing)
    return community.id


def _walk(inspector: User, yards: list[Courtyard], day: dt.date, chance: random.Random) -> None:
    when = dt.datetime.combine(day, dt.time(2), tzinfo=dt.UTC)
    with clock.at(when):
        entries = [make_entry(yard, at=when, faults=_faults(inspector.community_id, chance)) for yard in yards]
        for start in range(0, len(entries), AT_ONCE):
            receive_delivery(Sender.of(inspector), clock.milliseconds(when), deliver(*entries[start : start + AT_ONCE]))


def _faults(community: int, chance: random.Random) -> dict[str, dict]:
    faulty = [item for item in ITEMS if chance.random() < FAULTY]
    photos = {item: _photo(community, chance.randbytes(PHOTO_BYTES)) for item in faulty}
    return {item: {"result": "fault", "phrases": ["门口有垃圾"], "photos": [photos[item]]} for item in faulty}


def _photo(community: int, data: bytes) -> dict:
    """In its place, without waiting for the disk."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = photo_path(current_app.config["SANBAO"].photos, community, sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    row = {"community_id": community, "sha256": sha256, "size": len(data), "media_type": "image/jpeg"}
    db.session.execute(insert(Photo), [row | {"received_at": clock.now()}])
    db.session.commit()
    return photo_claim(sha256, len(data))


def _approve_all(community: Community, reviewer: User, when: dt.datetime) -> None:
    """What review does to the rows, without its many steps; after the month before was confirmed."""
    waiting = db.session.query(Check).filter_by(community_id=community.id, state="complete").all()
    of = {"community_id": community.id, "reviewer_id": reviewer.id, "decision": "approve", "text": ""}
    reviews = [of | {"check_id": check.id, "decided_at": when} for check in waiting]
    for check in waiting:
        check.state = "approved"
    db.session.execute(insert(Review), reviews)
    db.session.commit()


def _close(staff: User, oversight: User, month: str, when: dt.datetime) -> None:
    publish(staff, oversight, month, when)
    with clock.at(when + dt.timedelta(days=10)):
        finalise_month(staff, month)
        settle_month(staff, month)
