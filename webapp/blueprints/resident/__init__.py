"""The household card, opened with household code and PIN."""

from flask import Blueprint

from webapp.blueprints.resident.rule import rule

blueprint = Blueprint("resident", __name__, url_prefix="/card")
blueprint.before_request(rule)

from webapp.blueprints.resident import objections, proof, views  # noqa: E402, F401
