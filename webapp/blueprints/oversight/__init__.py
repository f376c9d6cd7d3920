"""The oversight committee: read everything, confirm or stop a month."""

from flask import Blueprint

from webapp.office.frame import prepare
from webapp.sessions import require_role

blueprint = Blueprint("oversight", __name__, url_prefix="/oversight")
blueprint.before_request(require_role("oversight"))
prepare(blueprint)

from webapp.blueprints.oversight import (  # noqa: E402
    checks,  # noqa: F401
    exports,  # noqa: F401
    fairness,  # noqa: F401
    files,  # noqa: F401
    goods,  # noqa: F401
    months,  # noqa: F401
    objections,  # noqa: F401
    overview,  # noqa: F401
    paper,  # noqa: F401
    records,  # noqa: F401
    samples,  # noqa: F401
    verify,  # noqa: F401
)
