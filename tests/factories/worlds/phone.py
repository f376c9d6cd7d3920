"""What the inspector's phone sent: a check and a deed of today, a text that is put aside, a photo that is not whole."""

from __future__ import annotations

import datetime as dt
from base64 import b64encode

from flask import Flask

from tests.factories.checks import at, make_check
from tests.factories.entries import deliver, make_deed_entry, make_entry
from tests.factories.worlds.world import World
from webapp import clock
from webapp.extensions import db
from webapp.models import Deed, ReceivedEntry
from webapp.operations.intake import Sender
from webapp.operations.receive_delivery import receive_delivery


def add(app: Flask, world: World) -> None:
    _delivery(world)
    _upload(app, world)
    world.sent |= {
        "staff.make_sign_in_code": {"inspector": world.home.inspector.id},
        "staff.change_device": {"do": "rename", "name": "巡查一号"},
    }


def _delivery(world: World) -> None:
    """The second text of a check is put aside."""
    home, sender = world.home, Sender.of(world.home.inspector)
    now = clock.now()
    check = make_check(home.inspector, home.yards[2], now - dt.timedelta(hours=1))
    deed = make_deed_entry(home.yards[0], at=now - dt.timedelta(hours=1))
    entry = make_entry(home.yards[1], at=at(dt.date(2026, 11, 4)))
    other = {**entry, "saved_at": entry["saved_at"] + 1}
    receive_delivery(sender, clock.now_milliseconds(), deliver(deed, entry, other))
    aside = db.session.query(ReceivedEntry).filter_by(community_id=home.community.id, outcome="conflict").one()
    assert db.session.query(Deed).filter_by(uuid=deed["id"]).one()
    world.name("inspect.saved", "inspect.redo", "inspect.withdraw", check=check.uuid)
    world.name("inspect.withdraw_deed", deed=deed["id"])
    world.name("staff.aside", "staff.settle", key=aside.id)


def _upload(app: Flask, world: World) -> None:
    """Begun, and not whole."""
    metadata = {"sha256": "ab" * 32, "type": "image/jpeg"}
    headers = {
        "Authorization": f"Bearer {world.token}",
        "Tus-Resumable": "1.0.0",
        "Upload-Length": "1000",
        "Upload-Metadata": ",".join(f"{key} {b64encode(text.encode()).decode()}" for key, text in metadata.items()),
    }
    begun = app.test_client().post("/api/v1/files/", headers=headers)
    assert begun.status_code == 201
    world.name("api.file", identity=begun.headers["Location"].split("/")[-1])
