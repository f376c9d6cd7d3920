"""The oversight committee: read everything, confirm or stop a month."""

from flask import Blueprint

from webapp import office
from webapp.sessions import require_role

blueprint = Blueprint("oversight", __name__, url_prefix="/oversight")
blueprint.before_request(require_role("oversight"))
office.prepare(blueprint)

from webapp.blueprints.oversight import checks, months, records  # noqa: E402, F401
