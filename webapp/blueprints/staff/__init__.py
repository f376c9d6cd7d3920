"""Staff: approve synced checks, close the month, publish."""

from flask import Blueprint

from webapp.office.frame import prepare
from webapp.sessions import require_role

blueprint = Blueprint("staff", __name__, url_prefix="/staff")
blueprint.before_request(require_role("staff"))
prepare(blueprint)

from webapp.blueprints.staff import (  # noqa: E402
    activities,  # noqa: F401
    activity_codes,  # noqa: F401
    amendments,  # noqa: F401
    budget,  # noqa: F401
    cards,  # noqa: F401
    checks,  # noqa: F401
    counter,  # noqa: F401
    decided,  # noqa: F401
    deeds,  # noqa: F401
    devices,  # noqa: F401
    files,  # noqa: F401
    goods,  # noqa: F401
    group,  # noqa: F401
    help_tasks,  # noqa: F401
    months,  # noqa: F401
    objections,  # noqa: F401
    overview,  # noqa: F401
    own_data,  # noqa: F401
    paper,  # noqa: F401
    paper_entry,  # noqa: F401
    photos,  # noqa: F401
    pins,  # noqa: F401
    quarantine,  # noqa: F401
    receipts,  # noqa: F401
    rechecks,  # noqa: F401
    record,  # noqa: F401
    rescue,  # noqa: F401
    reservations,  # noqa: F401
    walks,  # noqa: F401
)
