"""The reader's language: Chinese first, English complete. Message ids are the Chinese texts themselves."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from babel import Locale
from flask import Flask, has_request_context, request, session
from flask_babel import get_locale, get_translations
from flask_login import current_user
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from webapp.extensions import babel

LANGUAGES = ("zh_CN", "en")
LANGUAGE_COOKIE = "language"
LONGEST_WISH = 200  # letters that are heard, and kept; browsers send thirty


def init_app(app: Flask) -> None:
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "zh_CN")
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "UTC")
    babel.init_app(app, locale_selector=lambda: _locale(choose_language()))
    app.jinja_env.globals["_"] = app.jinja_env.globals["gettext"] = said
    app.jinja_env.globals["language"] = language
    app.jinja_env.globals["label"] = label


def choose_language() -> str:
    """The cookie, then the person's own setting, then the browser's wish, then Chinese."""
    if not has_request_context():
        return LANGUAGES[0]
    chosen = _chosen(request.cookies)
    if not chosen and "_user_id" in session and getattr(current_user, "language", None) in LANGUAGES:
        return current_user.language
    return chosen or _wished(request.headers.get("Accept-Language", "")[:LONGEST_WISH])


def language_of_stranger(cookies: Mapping[str, str], accepted: str) -> str:
    """The same for a browser without a session, from its cookies and its Accept-Language."""
    return _chosen(cookies) or _wished(accepted[:LONGEST_WISH])


def _chosen(cookies: Mapping[str, str]) -> str:
    chosen = cookies.get(LANGUAGE_COOKIE, "")
    return chosen if chosen in LANGUAGES else ""


@lru_cache(maxsize=256)
def _wished(accepted: str) -> str:
    wishes = parse_accept_header(accepted, LanguageAccept)
    return wishes.best_match(("zh-CN", "zh", "en"), "zh").split("-")[0].replace("zh", "zh_CN")


# Of a page that hangs already, finding out again which languages there are was a quarter of the work.
_locale = lru_cache(maxsize=len(LANGUAGES))(Locale.parse)


def language() -> str:
    """'zh' or 'en': which side of a label to show."""
    return "en" if str(get_locale()).startswith("en") else "zh"


def label(words: dict[str, str]) -> str:
    """The reader's side of a {zh, en} label."""
    return words[language()] or words["zh"]


@pass_context
def said(context: Context, text: str, **words: object) -> str:
    """The reader's words for a Chinese text of a template; a list of 500 courtyards asks this 2,000 times."""
    known: str = _known_words(get_locale().language, text)
    if not context.eval_ctx.autoescape:
        known = str(known)
    return known % words if words or "%" in known else known


@lru_cache(maxsize=8192)
def _known_words(_language: str, text: str) -> Markup:
    return Markup(get_translations().ugettext(text))
