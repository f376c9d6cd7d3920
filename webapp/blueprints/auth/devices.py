"""POST /auth/devices: a signed-in person's phone gets its token."""

from __future__ import annotations

from flask import abort, request
from flask_login import current_user, login_required
from marshmallow import ValidationError

from sync import reasons
from sync.strict_json import NotReadable, read_json
from webapp.blueprints.auth import blueprint
from webapp.blueprints.auth.forms import DeviceForm
from webapp.errors import answer_reason
from webapp.operations.register_device import register_device


@blueprint.post("/devices")
@login_required
def devices():
    if not current_user.has_role("inspector"):
        abort(403)
    try:
        form = DeviceForm().load(read_json(request.get_data(as_text=True)))
    except (NotReadable, ValidationError):
        return answer_reason(reasons.REASONS["request_unreadable"], 400)
    device, token = register_device(current_user, str(form["phone"]), form["name"])
    person = {"id": str(device.user.id), "name": device.user.name, "number": device.user.number}
    return {"device": device.public_id, "token": token, "person": person}, 201
