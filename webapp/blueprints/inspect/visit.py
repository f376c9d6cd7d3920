"""One request of an inspector: whose it is, and the same snapshot that phones get."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, render_template
from flask_login import current_user

from webapp import clock
from webapp.blueprints.inspect.pages.check_page import may_check
from webapp.blueprints.inspect.told import told_to
from webapp.i18n import language
from webapp.models import User


@dataclass(frozen=True, slots=True)
class Visit:
    """`now` in milliseconds; `today` as YYYY-MM-DD in the community's time zone."""

    user: User
    snapshot: Mapping[str, Any]
    now: int
    today: str
    language: str

    def courtyard(self, code: str) -> None:
        """Refuse a courtyard that is not on this person's round, or is one's own or a relative's."""
        problem = may_check(self.snapshot, code)
        if problem:
            abort(403 if problem == "recused" else 404)

    def shown_number(self, code: str) -> str:
        return next((each["number"] for each in self.snapshot["courtyards"] if each["code"] == code), "")


def open_visit() -> Visit:
    """The visit of the signed-in inspector."""
    day, now = clock.today(current_user.community), clock.now_milliseconds()
    return Visit(current_user, told_to(current_user, day), now, day.isoformat(), language())


def show(template: str, view: dict[str, Any], status: int = 200):
    return render_template(template, **view), status
