"""A courtyard of the roster: added, corrected, enrolled and taken out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from flask import redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from webapp import clock
from webapp.blueprints.admin import blueprint
from webapp.blueprints.admin.roster_refused import chosen_key, known, known_courtyard, seen, status_of
from webapp.domain.calendar_month import next_month
from webapp.domain.roster_refusal import RosterRefused
from webapp.office import roster_words
from webapp.operations.add_courtyard import CourtyardWords, add_courtyard
from webapp.operations.change_courtyard import change_courtyard
from webapp.operations.enrol_courtyard import enrol_courtyard, take_back_enrolment
from webapp.operations.unenrol_courtyard import unenrol_courtyard
from webapp.queries.files import households_in, memberships
from webapp.queries.roster_acts import acts_on, homes_told_of
from webapp.queries.roster_desk import (
    grids_of_community,
    has_records,
    holding,
    is_closed_from,
    lanes_of,
    names_of_homes,
    open_account,
    seen_of_courtyard,
)


@blueprint.get("/roster/courtyards/new")
def new_courtyard():
    return _new()


@blueprint.post("/roster/courtyards/new")
def add_roster_courtyard():
    try:
        made = add_courtyard(current_user, _words(request.form))
    except RosterRefused as refused:
        return _new(refused)
    return redirect(url_for("admin.roster_courtyard", key=made.id, done="added"), 303)


@blueprint.get("/roster/courtyards/<int:key>/")
def roster_courtyard(key: int):
    return _page(key)


@blueprint.post("/roster/courtyards/<int:key>/")
def change_roster_courtyard(key: int):
    given = _words(request.form)
    return _done(key, "edit", lambda: change_courtyard(current_user, known(key), given, seen()))


@blueprint.post("/roster/courtyards/<int:key>/enrol")
def enrol(key: int):
    month = request.form.get("month", "")
    return _done(key, "enrol", lambda: enrol_courtyard(current_user, known(key), month, seen()))


@blueprint.post("/roster/courtyards/<int:key>/unenrol")
def unenrol(key: int):
    month = request.form.get("month", "")
    return _done(key, "unenrol", lambda: unenrol_courtyard(current_user, known(key), month, seen()))


@blueprint.post("/roster/courtyards/<int:key>/take-back")
def take_back(key: int):
    return _done(key, "enrol", lambda: take_back_enrolment(current_user, known(key), seen()))


def _done(key: int, form: str, act: Callable[[], object]):
    try:
        act()
    except RosterRefused as refused:
        return _page(key, refused, form)
    return redirect(url_for("admin.roster_courtyard", key=key, done=form), 303)


def _words(form: MultiDict[str, str]) -> CourtyardWords:
    return CourtyardWords(
        lane=chosen_key(form.get("lane", "")) or 0,
        number=form.get("number", ""),
        grid=chosen_key(form.get("grid", "")) or 0,
        position=form.get("position", ""),
        is_party_centre="party_centre" in form,
        latitude=form.get("latitude", ""),
        longitude=form.get("longitude", ""),
        month=form.get("month", ""),
    )


def _months() -> list[str]:
    """This one and the two to come."""
    first = f"{clock.today(current_user.community):%Y-%m}"
    return [first, next_month(first), next_month(next_month(first))]


def _common(refused: RosterRefused | None) -> dict[str, object]:
    return {
        "lanes": lanes_of(current_user.community_id),
        "grids": grids_of_community(current_user.community_id),
        "months": _months(),
        "refused": refused,
        "roster_words": roster_words,
    }


def _new(refused: RosterRefused | None = None):
    status = status_of(refused)
    return render_template("admin/roster/new_courtyard.html", said=request.form, **_common(refused)), status


def _page(key: int, refused: RosterRefused | None = None, form: str = ""):
    status = status_of(refused)
    courtyard, month = known_courtyard(key), _months()[0]
    homes, account = households_in(courtyard), open_account(courtyard)
    keys, first = {home.id for home in homes}, courtyard.enrolled_from
    members, begins = memberships(courtyard.community_id, keys), dt.date.fromisoformat(f"{month}-01")
    acts = acts_on(courtyard.community_id, [key])
    names = names_of_homes(courtyard.community_id, keys | homes_told_of(acts))
    page = render_template(
        "admin/roster/courtyard.html",
        courtyard=courtyard,
        seen=seen_of_courtyard(courtyard),
        homes=homes,
        heads=names,
        members=members,
        left={home for home, rows in members.items() if rows and all(row.until and row.until < begins for row in rows)},
        holders={home.id for home in holding(account)},
        can_take_back=first and not is_closed_from(courtyard.community_id, first) and not has_records(courtyard, first),
        acts=acts,
        told_heads=names,
        form=form,
        said=request.form if form == "edit" else {},
        **_common(refused),
    )
    return page, status
