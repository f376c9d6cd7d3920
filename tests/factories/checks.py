"""Checks as they stand after a phone delivered them and staff approved them."""

from __future__ import annotations

import datetime as dt
import hashlib

from flask import current_app

from sync.replay import Receipt
from tests.factories.entries import deliver, make_entry
from webapp import clock
from webapp.extensions import db
from webapp.models import Check, Community, Courtyard, Photo, User
from webapp.operations.intake import Sender
from webapp.operations.receive_delivery import receive_delivery
from webapp.operations.review_check import Answer, Decision, review_check
from webapp.storage import keep_bytes, photo_path

HOUR = dt.timedelta(hours=8)


def at(day: dt.date, hour: int = 10) -> dt.datetime:
    """That hour of the day on the wall clocks of Shanghai."""
    return dt.datetime(day.year, day.month, day.day, hour, tzinfo=dt.timezone(HOUR))


def receive(user: User, *entries: dict) -> list[Receipt]:
    """What the server answers to a delivery of that person's."""
    return receive_delivery(Sender.of(user), clock.now_milliseconds(), deliver(*entries))


def make_check(
    inspector: User, courtyard: Courtyard, when: dt.datetime, faults: dict | None = None, **changes
) -> Check:
    """A check delivered at the instant it was saved; `faults` maps item codes to what differs from a pass."""
    entry = make_entry(courtyard, at=when, faults=faults, **changes)
    with clock.at(when):
        [receipt] = receive_delivery(Sender.of(inspector), clock.milliseconds(when), deliver(entry))
    assert receipt.outcome == "accepted", receipt
    return db.session.query(Check).filter_by(uuid=entry["id"]).one()


def approve(reviewer: User, check: Check, when: dt.datetime | None = None) -> Answer | None:
    with clock.at(when or check.corrected_at + dt.timedelta(minutes=5)):
        return review_check(reviewer, check.uuid, Decision("approve", seen="complete"))


def make_photo(community: Community, data: bytes) -> str:
    """A photo that has arrived; its hash."""
    sha256 = hashlib.sha256(data).hexdigest()
    keep_bytes(data, photo_path(current_app.config["SANBAO"].photos, community.id, sha256))
    db.session.add(
        Photo(
            community_id=community.id,
            sha256=sha256,
            size=len(data),
            media_type="image/jpeg",
            received_at=clock.now(),
        )
    )
    db.session.commit()
    return sha256
