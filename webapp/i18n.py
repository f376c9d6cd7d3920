"""The reader's language: Chinese first, English complete. Message ids are the Chinese texts themselves."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from babel.support import NullTranslations
from flask import Flask, has_request_context, request, session
from flask_babel import get_locale, get_translations
from flask_login import current_user

from webapp.extensions import babel

LANGUAGES = ("zh_CN", "en")
LANGUAGE_COOKIE = "language"


def init_app(app: Flask) -> None:
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "zh_CN")
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "UTC")
    babel.init_app(app, locale_selector=choose_language)
    # A page asks for hundreds of texts, and Flask-Babel looks the catalogue up by the locale's name for each of them.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: _catalogue(get_locale()).ugettext(text),
        lambda one, many, count: _catalogue(get_locale()).ungettext(one, many, count),
        newstyle=True,
    )
    app.jinja_env.globals["language"] = language
    app.jinja_env.globals["label"] = label


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(_locale: Locale | None) -> NullTranslations:
    return get_translations()


def choose_language() -> str:
    """The cookie, then the person's own setting, then the browser's wish, then Chinese."""
    if not has_request_context():
        return LANGUAGES[0]
    chosen = request.cookies.get(LANGUAGE_COOKIE)
    if chosen in LANGUAGES:
        return chosen
    if "_user_id" in session and getattr(current_user, "language", None) in LANGUAGES:
        return current_user.language
    return request.accept_languages.best_match(("zh-CN", "zh", "en"), "zh").split("-")[0].replace("zh", "zh_CN")


def language() -> str:
    """'zh' or 'en': which side of a label to show."""
    return "en" if str(get_locale()).startswith("en") else "zh"


def label(words: dict[str, str]) -> str:
    """The reader's side of a {zh, en} label."""
    return words[language()] or words["zh"]
