"""Acts that change whose points they are: another holder, one courtyard becomes two, two become one.

Each is asked for by a form, shown with its consequences in words, and made by a second form that says the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flask import redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from webapp import clock
from webapp.blueprints.admin import blueprint
from webapp.blueprints.admin.roster_refused import chosen_key, known, known_courtyard, seen, status_of
from webapp.domain.roster_refusal import RosterRefused
from webapp.models import Courtyard, User
from webapp.office import roster_words
from webapp.operations.change_holder import Change, change_holder, weigh_change
from webapp.operations.merge_courtyards import Merge, merge_courtyards, weigh_merge
from webapp.operations.split_courtyard import GOES_ON, Split, split_courtyard, weigh_split
from webapp.queries.accounts import has_left
from webapp.queries.balances import balance_of
from webapp.queries.files import households_in
from webapp.queries.holders import courtyard_holders
from webapp.queries.roster_desk import (
    courtyards_listed,
    holding,
    months_to_choose,
    names_of_homes,
    open_account,
    seen_of_courtyard,
)

SOMEBODY_NEW = "new"
Given = TypeVar("Given")
Fields = MultiDict[str, str]


@blueprint.get("/roster/courtyards/<int:key>/holder")
def holder(key: int):
    return _asked(key, "admin/roster/holder.html", _change, weigh_change)


@blueprint.post("/roster/courtyards/<int:key>/holder")
def change_courtyard_holder(key: int):
    try:
        change_holder(current_user, known(key), _change(request.form), seen())
    except RosterRefused as refused:
        return _page(key, "admin/roster/holder.html", request.form, refused)
    return redirect(url_for("admin.roster_courtyard", key=key, done="holder"), 303)


@blueprint.get("/roster/courtyards/<int:key>/split")
def split(key: int):
    return _asked(key, "admin/roster/split.html", _split, weigh_split)


@blueprint.post("/roster/courtyards/<int:key>/split")
def split_in_two(key: int):
    try:
        one, _ = split_courtyard(current_user, known(key), _split(request.form), seen())
    except RosterRefused as refused:
        return _page(key, "admin/roster/split.html", request.form, refused)
    return redirect(url_for("admin.roster_courtyard", key=one.id, done="split"), 303)


@blueprint.get("/roster/courtyards/<int:key>/merge")
def merge(key: int):
    return _asked(key, "admin/roster/merge.html", _merge, weigh_merge)


@blueprint.post("/roster/courtyards/<int:key>/merge")
def merge_two(key: int):
    try:
        merge_courtyards(current_user, known(key), _merge(request.form), seen())
    except RosterRefused as refused:
        return _page(key, "admin/roster/merge.html", request.form, refused)
    return redirect(url_for("admin.roster_courtyard", key=key, done="merged"), 303)


def _change(form: Fields) -> Change:
    chosen = form.get("household", "")
    household = None if chosen == SOMEBODY_NEW else chosen_key(chosen) or 0
    return Change(form.get("month", ""), household, form.get("name", ""), form.get("before") == "stays")


def _split(form: Fields) -> Split:
    second = frozenset(key for key in map(chosen_key, form.getlist("second")) if key is not None)
    numbers = (form.get("first_number", ""), form.get("second_number", ""))
    owner = chosen_key(form.get("other_owner", ""))
    return Split(form.get("month", ""), numbers, second, form.get("account", GOES_ON), owner)


def _merge(form: Fields) -> Merge:
    return Merge(form.get("month", ""), chosen_key(form.get("other", "")) or 0, form.get("number", ""))


def _asked(key: int, template: str, read: Callable[[Fields], Given], weigh: Callable[[Courtyard, User, Given], object]):
    """The form; with what it asked for, as soon as something is asked for."""
    if "month" not in request.args:
        return _page(key, template, request.args)
    try:
        weighed = weigh(known_courtyard(key), current_user, read(request.args))
    except RosterRefused as refused:
        return _page(key, template, request.args, refused)
    return _page(key, template, request.args, weighed=weighed)


def _page(key: int, template: str, said: Fields, refused: RosterRefused | None = None, weighed: object = None):
    status = status_of(refused)
    courtyard = known_courtyard(key)
    community_id, today = courtyard.community_id, clock.today(current_user.community)
    homes, account = households_in(courtyard), open_account(courtyard)
    others = [each for each in courtyards_listed(community_id) if each.id != courtyard.id]
    moved = getattr(weighed, "homes", [])
    page = render_template(
        template,
        courtyard=courtyard,
        seen=seen_of_courtyard(courtyard),
        account=account,
        homes=[home for home in homes if not has_left(home, f"{today:%Y-%m}")],
        holders=[home.id for home in holding(account)],
        heads=names_of_homes(community_id, {home.id for home in [*homes, *moved]}),
        others=others,
        names=courtyard_holders(community_id, today),
        months=months_to_choose(community_id, today),
        this_month=f"{today:%Y-%m}",
        weighed=weighed,
        balance_of=balance_of,
        said=said,
        refused=refused,
        roster_words=roster_words,
    )
    return page, status
