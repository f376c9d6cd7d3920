"""How pages look to this reader: size of type, theme and language, kept in cookies of this browser."""

from __future__ import annotations

from flask import current_app, redirect, request
from werkzeug import Response

from webapp.blueprints.public import blueprint
from webapp.i18n import LANGUAGE_COOKIE, LANGUAGES
from webapp.pages import SIZES, THEMES
from webapp.targets import own_path

CHOICES = {"size": SIZES, "theme": THEMES, LANGUAGE_COOKIE: LANGUAGES}
YEAR = 365 * 24 * 3600


@blueprint.post("/look/")
def look() -> Response:
    """Keep what was chosen and go back; an empty theme means the device's own."""
    response = redirect(own_path(request.form.get("next", ""), "/"), 303)
    for name, choices in CHOICES.items():
        chosen = request.form.get(name)
        if chosen in choices:
            _keep(response, name, chosen)
        elif chosen == "":
            response.delete_cookie(name)
    return response


def _keep(response: Response, name: str, value: str) -> None:
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=secure)
