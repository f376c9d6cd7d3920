"""Bonus deeds that wait for a decision."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp import clock
from webapp.blueprints.staff import blueprint
from webapp.office.frame import row_key
from webapp.operations.decide_deed import VERBS, Ruling, decide_deed
from webapp.queries.account_labels import account_labels
from webapp.queries.accounts import courtyard_holders
from webapp.queries.deeds import deeds_to_decide, households_of_courtyards
from webapp.queries.rule_books import rule_book_in_force

STATUS = {"recused": 403, "own_deed": 403, "points_differ": 422, "no_household": 422, "no_deed_text": 422}


@blueprint.get("/deeds/")
def deeds():
    return _page()


@blueprint.post("/deeds/")
def decide_one():
    key = request.form.get("deed", 0, row_key)
    verb = request.form.get("do", "")
    if verb not in VERBS:
        abort(400)
    refusal = decide_deed(current_user, key, _ruling(verb))
    if refusal == "unknown":
        abort(404)
    return (_page(refusal, key), STATUS.get(refusal, 409)) if refusal else redirect(url_for("staff.deeds"), 303)


def _ruling(verb: str) -> Ruling:
    """A number that is none counts as one outside the rule, not as one left out."""
    told = request.form.get("points")
    points = None if told is None else request.form.get("points", 0, row_key)
    household = request.form.get("household") and request.form.get("household", -1, row_key)
    return Ruling(verb, points, household or None, request.form.get("text", ""))


def _page(problem: str = "", refused: int = 0) -> str:
    today, community = clock.today(current_user.community), current_user.community_id
    waiting = deeds_to_decide(community)
    return render_template(
        "staff/deeds.html",
        deeds=waiting,
        holders=courtyard_holders(community, today),
        households=households_of_courtyards(community, {deed.courtyard_id for deed in waiting if deed.courtyard_id}),
        labels=account_labels(community, today, {deed.account_id for deed in waiting if deed.account_id}),
        book=rule_book_in_force(community, f"{today:%Y-%m}")[1],
        problem=problem,
        refused=refused,
    )
