"""The administrator's pages."""

from flask import Blueprint

from webapp.sessions import require_role

blueprint = Blueprint("admin", __name__, url_prefix="/admin")
blueprint.before_request(require_role("admin"))

from webapp.blueprints.admin import views  # noqa: E402, F401
