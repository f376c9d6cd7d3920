"""GET /api/v1/snapshot: what this inspector's phone needs, whole or as a delta."""

from __future__ import annotations

import datetime as dt

from flask import Response, jsonify, request

from webapp import clock
from webapp.blueprints.api import blueprint
from webapp.blueprints.api.token import current_device
from webapp.models import Device
from webapp.operations.note_sighting import note_sighting
from webapp.operations.renew_telling import renew_telling
from webapp.queries.snapshot import snapshot as read_snapshot
from webapp.queries.snapshot_checks import photos_awaited
from webapp.queries.snapshot_delta import snapshot_delta

LONGEST_CURSOR = 15


@blueprint.get("/snapshot")
def snapshot():
    device = current_device()
    note_sighting(device)
    community = device.user.community
    today = clock.today(community)
    renew_telling(community, today)
    # Weak, because whole and delta lead to the same state; a strong one would also be changed by compression.
    tag = f"{device.public_id}-{community.change_number}-{photos_awaited(device.user)}"
    response = Response(status=304) if request.if_none_match.contains_weak(tag) else jsonify(_told(device, today))
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _told(device: Device, today: dt.date) -> dict:
    user, now = device.user, clock.now_milliseconds()
    since = request.args.get("since", "")
    if len(since) <= LONGEST_CURSOR and since.isascii() and since.isdigit():
        delta = snapshot_delta(user, int(since), today, now)
        if delta is not None:
            return delta
    return {**read_snapshot(user, today, now), "device": device.public_id}
