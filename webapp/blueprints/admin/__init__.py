"""The administrator's pages."""

from flask import Blueprint

from webapp.office.frame import prepare
from webapp.sessions import require_role

blueprint = Blueprint("admin", __name__, url_prefix="/admin")
blueprint.before_request(require_role("admin"))
prepare(blueprint)

from webapp.blueprints.admin import (  # noqa: E402, F401
    calendar,
    documents,
    erasures,
    exports,
    home,
    imports,
    keeping,
    names,
    robot,
    roster,
    roster_acts,
    roster_courtyards,
    roster_households,
    roster_undo,
    rules,
    rules_adopt,
    rules_try,
    user_links,
    users,
)
