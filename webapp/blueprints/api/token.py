"""Which device is asking."""

from __future__ import annotations

from flask import g, request

from sync.reasons import REASONS
from webapp.errors import answer_reason
from webapp.models import Device
from webapp.operations.turn_token import turn_token
from webapp.passwords import token_digest
from webapp.queries.devices import device_by_token

PREFIX = "Bearer "
OPEN_TO_REVOKED = {"api.batches"}


def load_device():
    """Before every request: the device of the token, or 401. A revoked one may only hand in what it holds."""
    if request.method == "OPTIONS":
        return None  # what the server can do is no secret, and a client asks before it signs in
    header = request.headers.get("Authorization", "")
    token = header.removeprefix(PREFIX)
    device = device_by_token(token) if header.startswith(PREFIX) else None
    if device is None or not device.user.active:
        return answer_reason(REASONS["sign_in_again"], 401)
    if device.is_stopped and request.endpoint not in OPEN_TO_REVOKED:
        return answer_reason(REASONS["device_revoked"], 401)
    turn_token(device, token_digest(token))
    g.device = device
    return None


def current_device() -> Device:
    return g.device
