"""Staff: approve synced checks, close the month, publish."""

from flask import Blueprint

from webapp.sessions import require_role

blueprint = Blueprint("staff", __name__, url_prefix="/staff")
blueprint.before_request(require_role("staff"))

from webapp.blueprints.staff import views  # noqa: E402, F401
