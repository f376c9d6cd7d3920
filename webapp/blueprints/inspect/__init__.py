"""The inspector's pages as Flask answers them: first visit, browsers without a service worker or without JavaScript."""

from flask import Blueprint

from webapp.sessions import require_role

blueprint = Blueprint("inspect", __name__, url_prefix="/inspect")
PUBLIC_ENDPOINTS = {"inspect.worker", "inspect.reader"}

require_inspector = require_role("inspector")


@blueprint.before_request
def rule():
    """The scripts of workers are the same for everybody and must be had while signed out."""
    from flask import request  # noqa: PLC0415

    return None if request.endpoint in PUBLIC_ENDPOINTS else require_inspector()


from webapp.blueprints.inspect import checks, finding, photos, views  # noqa: E402, F401
