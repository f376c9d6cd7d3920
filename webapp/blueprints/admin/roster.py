"""The roster's list, lanes and grids."""

from __future__ import annotations

from collections.abc import Callable

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from webapp import clock
from webapp.blueprints.admin import blueprint
from webapp.blueprints.admin.roster_refused import chosen_key, known, status_of
from webapp.domain.roster_refusal import RosterRefused
from webapp.models import User
from webapp.office import roster_words
from webapp.operations.add_grid import add_grid
from webapp.operations.add_lane import add_lane
from webapp.operations.rename_place import rename_grid, rename_lane
from webapp.queries import search
from webapp.queries.holders import courtyard_holders
from webapp.queries.roster_desk import courtyards_listed, grids_of_community, lanes_of

LONGEST = 60


@blueprint.get("/roster/")
def roster():
    """What `q` finds; without it everything, or one lane, by grid and walking order."""
    text = " ".join(request.args.get("q", "").split())[:LONGEST]
    community_id, today = current_user.community_id, clock.today(current_user.community)
    lane = chosen_key(request.args.get("lane", ""))
    return render_template(
        "admin/roster/list.html",
        lanes=lanes_of(community_id),
        lane=lane,
        q=text,
        longest=LONGEST,
        most=search.MOST,
        courtyards=search.found_courtyards(community_id, text) if text else courtyards_listed(community_id, lane),
        people=search.found_people(community_id, text) if text else [],
        holders=courtyard_holders(community_id, today),
        month=f"{today:%Y-%m}",
    )


@blueprint.get("/roster/places/")
def roster_places():
    return _places()


@blueprint.post("/roster/lanes")
def add_roster_lane():
    try:
        add_lane(current_user, request.form.get("lane", ""))
    except RosterRefused as refused:
        return _places(refused)
    return redirect(url_for("admin.roster_places", done="lane"), 303)


@blueprint.post("/roster/grids")
def add_roster_grid():
    try:
        add_grid(current_user, request.form.get("grid", ""), request.form.get("grid_name", ""))
    except RosterRefused as refused:
        return _places(refused)
    return redirect(url_for("admin.roster_places", done="grid"), 303)


@blueprint.post("/roster/lanes/<int:key>")
def rename_roster_lane(key: int):
    return _renamed(rename_lane, key)


@blueprint.post("/roster/grids/<int:key>")
def rename_roster_grid(key: int):
    return _renamed(rename_grid, key)


def _renamed(rename: Callable[[User, int, str], None], key: int):
    try:
        rename(current_user, known(key), request.form.get("name", ""))
    except RosterRefused as refused:
        return _places(refused, key)
    return redirect(url_for("admin.roster_places", done="name"), 303)


def _places(refused: RosterRefused | None = None, renamed: int = 0):
    """`renamed` is the lane or the grid that keeps its old name."""
    status = status_of(refused)
    community_id = current_user.community_id
    page = render_template(
        "admin/roster/places.html",
        lanes=lanes_of(community_id),
        grids=grids_of_community(community_id),
        courtyards=courtyards_listed(community_id),
        refused=refused,
        renamed=renamed,
        said=request.form,
        roster_words=roster_words,
    )
    return page, status
