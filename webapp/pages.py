"""What every page's template may use: the page's settings, and how dates and points are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from flask import Flask, request, url_for
from flask_babel import get_locale
from flask_login import current_user

from webapp.units import unit_words

THEMES = ("light", "dark", "sun")
SIZES = ("normal", "elder")
MINUS = "\u2212"


def init_app(app: Flask) -> None:
    app.context_processor(lambda: {"page": page_settings()})
    for function in (signed, day_words, whole_day_words, month_words, time_words, unit_words):
        app.jinja_env.filters[function.__name__] = function


def page_settings() -> dict[str, str]:
    """Language, theme and size of this page, from cookies; who is signed in, for the phone's script."""
    english = str(get_locale()).startswith("en")
    theme, size = look_of(request.cookies)
    return {
        "language": "en" if english else "zh-CN",
        "theme": theme,
        "size": size,
        "person": str(current_user.id) if current_user.is_authenticated else "",
        "host": "",
        "static": url_for("static", filename="").rstrip("/"),
    }


def look_of(cookies: Mapping[str, str]) -> tuple[str, str]:
    """Theme and size that this reader chose."""
    theme, size = cookies.get("theme", ""), cookies.get("size", "")
    return theme if theme in THEMES else "", size if size in SIZES else "normal"


def signed(points: int) -> str:
    """+4, 0, −1 with a real minus sign."""
    return f"+{points}" if points > 0 else f"{MINUS}{-points}" if points < 0 else "0"


def day_words(day: dt.date) -> str:
    """11月23日, without the year."""
    if str(get_locale()).startswith("en"):
        return f"{day.day} {day:%b}"
    return f"{day.month}月{day.day}日"


def whole_day_words(day: dt.date) -> str:
    """2026年11月23日."""
    if str(get_locale()).startswith("en"):
        return f"{day.day} {day:%B %Y}"
    return f"{day.year}年{day.month}月{day.day}日"


def month_words(month: str) -> str:
    """2026年11月, from 2026-11."""
    year, number = month.split("-")
    if str(get_locale()).startswith("en"):
        return dt.date(int(year), int(number), 1).strftime("%B %Y")
    return f"{year}年{int(number)}月"


def time_words(instant: dt.datetime) -> str:
    """9:58, of an instant already in local time."""
    return f"{instant.hour}:{instant.minute:02d}"
