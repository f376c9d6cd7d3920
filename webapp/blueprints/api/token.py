"""Which device is asking."""

from __future__ import annotations

from flask import g, request

from sync.limits import DEFAULT_LIMITS
from sync.reasons import REASONS
from webapp.errors import answer_reason
from webapp.extensions import limiter
from webapp.models import Device
from webapp.operations.turn_token import turn_token
from webapp.passwords import token_digest
from webapp.queries.devices import device_by_token

PREFIX = "Bearer "
OPEN_TO_REVOKED = {"api.batches"}
OPEN_TO_ALL = {"api.root", "api.docs"}
PER_DEVICE = limiter.limit(
    lambda: f"{DEFAULT_LIMITS.requests_per_minute} per minute", key_func=lambda: current_device().public_id
)


def load_device():
    """Before every request: the device of the token, or 401. A revoked one may only hand in what it holds."""
    if request.method == "OPTIONS" or request.endpoint in OPEN_TO_ALL:
        return None  # what the server can do is no secret, and a client asks before it signs in
    header = request.headers.get("Authorization", "")
    token = header.removeprefix(PREFIX)
    device = device_by_token(token) if header.startswith(PREFIX) else None
    if device is None or not device.user.active:
        return _refused("sign_in_again")
    if device.is_stopped and request.endpoint not in OPEN_TO_REVOKED:
        return _refused("device_revoked")
    # Of each phone by itself: many may share one address.
    g.device = device
    with PER_DEVICE:
        turn_token(device, token_digest(token))
    return None


def _refused(reason: str):
    answer, status = answer_reason(REASONS[reason], 401)
    return answer, status, {"WWW-Authenticate": "Bearer"}


def current_device() -> Device:
    return g.device
