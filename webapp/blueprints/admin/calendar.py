"""The community's calendar: days without patrol."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from webapp.blueprints.admin import blueprint
from webapp.domain.free_days import FreeDays, read_lines
from webapp.operations.keep_calendar import enter_free_days, remove_free_days
from webapp.queries.free_days import free_days


@blueprint.get("/calendar/")
def calendar():
    return _page()


@blueprint.post("/calendar/")
def enter_days():
    """All lines or none: what could not be read comes back beside what could."""
    read = read_lines(request.form.get("lines", ""))
    if read.wrong or not read.days:
        return _page(read), 422
    return redirect(url_for("admin.calendar", entered=enter_free_days(current_user, read.days)), 303)


@blueprint.post("/calendar/remove")
def remove_days():
    days = []
    with suppress(ValueError):
        days = [dt.date.fromisoformat(each) for each in request.form.getlist("day")]
    return redirect(url_for("admin.calendar", removed=remove_free_days(current_user, days)), 303)


def _page(read: FreeDays | None = None) -> str:
    years: dict[int, list] = {}
    for each in reversed(free_days(current_user.community_id)):
        years.setdefault(each.day.year, []).insert(0, each)
    return render_template(
        "admin/calendar.html",
        years=years,
        read=read,
        said=request.form,
        entered=request.args.get("entered", None, int),
        removed=request.args.get("removed", None, int),
    )
