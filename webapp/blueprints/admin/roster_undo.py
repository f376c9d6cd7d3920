"""A change of holder, a split or a merge, and taking it back: what that does, or why it can't be done any more."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp import clock
from webapp.blueprints.admin import blueprint
from webapp.blueprints.admin.roster_refused import known, seen, status_of
from webapp.domain.roster_picture import keys_made
from webapp.domain.roster_refusal import RosterRefused
from webapp.office import roster_words
from webapp.operations.undo_act import undo_act, weigh_undo
from webapp.queries.roster_acts import act_by_id, homes_told_of
from webapp.queries.roster_desk import names_of_homes, seen_of_courtyard


@blueprint.get("/roster/acts/<int:key>/")
def roster_act(key: int):
    return _page(key)


@blueprint.post("/roster/acts/<int:key>/")
def undo_roster_act(key: int):
    try:
        act = undo_act(current_user, known(key), request.form.get("reason", ""), seen())
    except RosterRefused as refused:
        return _page(key, refused)
    return redirect(url_for("admin.roster_courtyard", key=act.courtyard_id, done="undone"), 303)


def _page(key: int, refused: RosterRefused | None = None):
    status = status_of(refused)
    act = act_by_id(current_user.community_id, known(key)) or abort(404)
    page = render_template(
        "admin/roster/undo.html",
        act=act,
        courtyard=act.courtyard,
        seen=seen_of_courtyard(act.courtyard),
        told_heads=names_of_homes(act.community_id, homes_told_of([act])),
        newcomers=keys_made(act.touched, "household"),
        closed_to=_why_not(act),
        this_month=f"{clock.today(current_user.community):%Y-%m}",
        refused=refused,
        roster_words=roster_words,
    )
    return page, status


def _why_not(act) -> RosterRefused | None:
    try:
        weigh_undo(current_user, act)
    except RosterRefused as why:
        return why
    return None
