"""GET /api/v1/snapshot: what this inspector's phone needs."""

from __future__ import annotations

from flask import Response, jsonify, request

from webapp import clock
from webapp.blueprints.api import blueprint
from webapp.blueprints.api.token import current_device
from webapp.operations.note_sighting import note_sighting
from webapp.queries.snapshot import snapshot as read_snapshot


@blueprint.get("/snapshot")
def snapshot():
    device = current_device()
    note_sighting(device)
    user, today = device.user, clock.today(device.user.community)
    # The answer follows from the phone, the day and the community's change number, so that is its tag.
    tag = f"{device.public_id}-{today:%Y%m%d}-{user.community.change_number}"
    if request.if_none_match.contains(tag):
        response = Response(status=304)
    else:
        response = jsonify({**read_snapshot(user, today, clock.now_milliseconds()), "device": device.public_id})
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, no-cache"
    return response
