"""The inspector's pages as Flask answers them: first visit, browsers without a service worker or without JavaScript."""

from flask import Blueprint

from webapp.sessions import require_role

blueprint = Blueprint("inspect", __name__, url_prefix="/inspect")
PUBLIC_ENDPOINTS = {"inspect.worker", "inspect.reader", "inspect.welcome"}

require_inspector = require_role("inspector")


@blueprint.before_request
def rule():
    """The scripts of workers are the same for everybody and must be had while signed out.

    A stranger who does not come from the home screen is told first how to get there: storage begins with the sign-in.
    """
    from flask import redirect, request, url_for  # noqa: PLC0415
    from flask_login import current_user  # noqa: PLC0415

    if request.endpoint in PUBLIC_ENDPOINTS:
        return None
    if request.endpoint == "inspect.today" and not current_user.is_authenticated and "app" not in request.args:
        return redirect(url_for("inspect.welcome"))
    return require_inspector()


from webapp.blueprints.inspect import checks, deeds, finding, photos, views  # noqa: E402, F401
