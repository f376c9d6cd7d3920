"""How pages look to this reader: size of type, theme and language, kept in cookies of this browser."""

from __future__ import annotations

from collections.abc import Mapping

from flask import current_app
from werkzeug import Response

from webapp.i18n import LANGUAGE_COOKIE, LANGUAGES
from webapp.pages import SIZES, THEMES

CHOICES = {"size": SIZES, "theme": THEMES, LANGUAGE_COOKIE: LANGUAGES}
NONE_CHOSEN = ("", "auto")
YEAR = 365 * 24 * 3600


def keep_look(response: Response, form: Mapping[str, str]) -> Response:
    """Keep what was chosen; an empty or automatic theme means the device's own."""
    for name, choices in CHOICES.items():
        chosen = form.get(name)
        if chosen in choices:
            secure = current_app.config["SESSION_COOKIE_SECURE"]
            response.set_cookie(name, chosen, max_age=YEAR, samesite="Lax", secure=secure)
        elif chosen in NONE_CHOSEN:
            response.delete_cookie(name)
    return response
