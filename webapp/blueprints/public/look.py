"""How pages look to this reader: size of type, theme and language."""

from __future__ import annotations

from flask import redirect, request
from werkzeug import Response

from webapp.blueprints.public import blueprint
from webapp.look import keep_look
from webapp.targets import own_path


@blueprint.post("/look/")
def look() -> Response:
    """Keep what was chosen and go back to where the reader was."""
    return keep_look(redirect(own_path(request.form.get("next", ""), "/"), 303), request.form)
