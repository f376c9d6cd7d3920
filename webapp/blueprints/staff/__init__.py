"""Staff: approve synced checks, close the month, publish."""

from flask import Blueprint

from webapp.office.frame import prepare
from webapp.sessions import require_role

blueprint = Blueprint("staff", __name__, url_prefix="/staff")
blueprint.before_request(require_role("staff"))
prepare(blueprint)

from webapp.blueprints.staff import checks, deeds, devices, months, photos, quarantine, rescue, walks  # noqa: E402, F401
