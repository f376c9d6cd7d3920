"""Bonus deeds that wait for a decision."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp import clock
from webapp.blueprints.staff import blueprint
from webapp.office.frame import row_key
from webapp.operations.decide_deed import VERBS, decide_deed
from webapp.queries.accounts import courtyard_holders
from webapp.queries.deeds import deeds_to_decide
from webapp.queries.rule_books import rule_book_in_force

STATUS = {"recused": 403}


@blueprint.get("/deeds/")
def deeds():
    return _page()


@blueprint.post("/deeds/")
def decide_one():
    key = request.form.get("deed", 0, row_key)
    verb = request.form.get("do", "")
    if verb not in VERBS:
        abort(400)
    refusal = decide_deed(current_user, key, verb)
    if refusal == "unknown":
        abort(404)
    return (_page(refusal), STATUS.get(refusal, 409)) if refusal else redirect(url_for("staff.deeds"), 303)


def _page(problem: str = "") -> str:
    today = clock.today(current_user.community)
    return render_template(
        "staff/deeds.html",
        deeds=deeds_to_decide(current_user.community_id),
        holders=courtyard_holders(current_user.community_id, today),
        book=rule_book_in_force(current_user.community_id, f"{today:%Y-%m}")[1],
        problem=problem,
    )
