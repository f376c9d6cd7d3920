"""Households of the roster and the people in them."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from webapp import clock
from webapp.blueprints.admin import blueprint
from webapp.blueprints.admin.roster_refused import (
    chosen_key,
    known,
    known_courtyard,
    known_household,
    known_membership,
    seen,
    status_of,
)
from webapp.domain.imports.rows import KINDS
from webapp.domain.roster_refusal import RosterRefused
from webapp.office import roster_words
from webapp.operations.add_household import HomeWords, add_household
from webapp.operations.change_household import change_household
from webapp.operations.correct_person import correct_person
from webapp.operations.move_in import ROLES, PersonWords, move_in
from webapp.operations.move_out import move_out, take_back_moving_out
from webapp.queries.files import memberships
from webapp.queries.roster_desk import (
    holding,
    memberships_named,
    names_of_homes,
    open_account,
    seen_of_courtyard,
    seen_of_household,
)


@blueprint.get("/roster/courtyards/<int:key>/households/new")
def new_household(key: int):
    return _new(key)


@blueprint.post("/roster/courtyards/<int:key>/households/new")
def add_roster_household(key: int):
    form = request.form
    given = HomeWords(
        form.get("kind", ""),
        form.get("name", ""),
        form.get("since", ""),
        "in_difficulty" in form,
        "party_member" in form,
    )
    try:
        home = add_household(current_user, known(key), given, seen())
    except RosterRefused as refused:
        return _new(key, refused)
    return redirect(url_for("admin.roster_household", key=home.id, done="added"), 303)


@blueprint.get("/roster/households/<int:key>/")
def roster_household(key: int):
    return _page(key)


@blueprint.post("/roster/households/<int:key>/")
def change_roster_household(key: int):
    form = request.form
    try:
        change_household(current_user, known(key), form.get("kind", ""), "in_difficulty" in form, seen())
    except RosterRefused as refused:
        return _page(key, refused, "edit")
    return redirect(url_for("admin.roster_household", key=key, done="edit"), 303)


@blueprint.post("/roster/households/<int:key>/people")
def add_person(key: int):
    try:
        move_in(current_user, known(key), _person(request.form), seen())
    except RosterRefused as refused:
        return _page(key, refused, "person")
    return redirect(url_for("admin.roster_household", key=key, done="person"), 303)


@blueprint.get("/roster/people/<int:key>/")
def roster_person(key: int):
    return _person_page(key)


@blueprint.post("/roster/people/<int:key>/")
def change_person(key: int):
    try:
        member = correct_person(current_user, known(key), _person(request.form), seen())
    except RosterRefused as refused:
        return _person_page(key, refused, "edit")
    return redirect(url_for("admin.roster_household", key=member.household_id, done="person"), 303)


@blueprint.post("/roster/people/<int:key>/leave")
def person_leaves(key: int):
    try:
        member = move_out(current_user, known(key), request.form.get("until", ""), seen())
    except RosterRefused as refused:
        return _person_page(key, refused, "leave")
    return redirect(url_for("admin.roster_household", key=member.household_id, done="left"), 303)


@blueprint.post("/roster/people/<int:key>/return")
def person_returns(key: int):
    try:
        member = take_back_moving_out(current_user, known(key), seen())
    except RosterRefused as refused:
        return _person_page(key, refused, "return")
    return redirect(url_for("admin.roster_household", key=member.household_id, done="person"), 303)


def _person(form: MultiDict[str, str]) -> PersonWords:
    return PersonWords(
        form.get("name", ""),
        form.get("role", ""),
        form.get("since", ""),
        "party_member" in form,
        chosen_key(form.get("person", "")),
    )


def _new(key: int, refused: RosterRefused | None = None):
    status = status_of(refused)
    courtyard = known_courtyard(key)
    account = open_account(courtyard)
    page = render_template(
        "admin/roster/new_household.html",
        courtyard=courtyard,
        seen=seen_of_courtyard(courtyard),
        kinds=[kind for kind in KINDS if kind != "owner" or (account and not holding(account))],
        **_common(refused),
    )
    return page, status


def _page(key: int, refused: RosterRefused | None = None, form: str = ""):
    status = status_of(refused)
    household = known_household(key)
    asked = refused is not None and refused.code == "same_name"
    name = " ".join(request.form.get("name", "").split())
    page = render_template(
        "admin/roster/household.html",
        household=household,
        seen=seen_of_household(household),
        members=memberships(household.community_id, [household.id])[household.id],
        head=names_of_homes(household.community_id, [household.id]).get(household.id, ""),
        same=memberships_named(household.community_id, name) if asked else [],
        form=form,
        roles=ROLES,
        **_common(refused),
    )
    return page, status


def _person_page(key: int, refused: RosterRefused | None = None, form: str = ""):
    status = status_of(refused)
    member = known_membership(key)
    page = render_template(
        "admin/roster/person.html",
        member=member,
        seen=seen_of_household(member.household),
        form=form,
        roles=ROLES,
        **_common(refused),
    )
    return page, status


def _common(refused: RosterRefused | None) -> dict[str, object]:
    today = clock.today(current_user.community).isoformat()
    return {"refused": refused, "said": request.form, "today": today, "roster_words": roster_words}
