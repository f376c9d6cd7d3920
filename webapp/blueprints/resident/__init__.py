"""The household card, opened with household code and PIN."""

from flask import Blueprint

from webapp.blueprints.resident.rule import rule

blueprint = Blueprint("resident", __name__, url_prefix="/card")
blueprint.before_request(rule)

from webapp.blueprints.resident import (  # noqa: E402
    activities,  # noqa: F401
    claims,  # noqa: F401
    goods,  # noqa: F401
    help_tasks,  # noqa: F401
    objections,  # noqa: F401
    proof,  # noqa: F401
    put_right,  # noqa: F401
    views,  # noqa: F401
)
