"""Signing in and out, and a phone's token."""

from flask import Blueprint

blueprint = Blueprint("auth", __name__, url_prefix="/auth")

from webapp.blueprints.auth import account, codes, devices, invitation, second_step, views  # noqa: E402, F401
