"""The oversight committee: read everything, confirm or stop a month."""

from flask import Blueprint

from webapp.office.frame import prepare
from webapp.sessions import require_role

blueprint = Blueprint("oversight", __name__, url_prefix="/oversight")
blueprint.before_request(require_role("oversight"))
prepare(blueprint)

from webapp.blueprints.oversight import checks, exports, goods, months, records, verify  # noqa: E402, F401
