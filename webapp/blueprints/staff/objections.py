"""Objections: what waits for an answer, one with its evidence, and taking one at the counter."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp import clock
from webapp.blueprints.staff import blueprint
from webapp.models import Objection
from webapp.office.frame import row_key
from webapp.office.objection_forms import answer_from
from webapp.office.objection_pages import list_page, objection_page
from webapp.office.objection_taking import search_page, taking_page
from webapp.operations.answer_objection import answer_objection
from webapp.operations.pass_on_objection import appeal_objection, refer_objection
from webapp.operations.take_objection import Complaint, take_objection
from webapp.pictures import answer_picture
from webapp.queries.objections import has_photo, objection_by_id

STATUS = dict.fromkeys(("decided_before", "answered_before", "recused", "wrong_role"), 403) | dict.fromkeys(
    (
        "no_words",
        "identity_number",
        "no_teller",
        "no_line",
        "no_outcome",
        "no_answer_text",
        "no_effect",
        "points_differ",
        "too_late",
    ),
    422,
)


@blueprint.get("/objections/")
def objections():
    return render_template("staff/objections.html", **list_page(), **search_page(request.args.get("number", "")[:40]))


@blueprint.get("/objections/new")
def new_objection():
    shown = taking_page(request.args.get("month", ""), request.args.get("account", 0, row_key)) or abort(404)
    return render_template("staff/objection_new.html", **shown, problem="", given=request.form)


@blueprint.post("/objections/new")
def keep_objection():
    complaint = _complaint()
    found = take_objection(current_user, complaint)
    if found.objection is not None:
        return redirect(url_for("staff.objection", key=found.objection.id, done="taken"), 303)
    shown = taking_page(complaint.month, complaint.account) or abort(404)
    page = render_template("staff/objection_new.html", **shown, problem=found.refusal, given=request.form)
    return page, STATUS.get(found.refusal or "", 409)


@blueprint.get("/objections/<int:key>/")
def objection(key: int):
    return _page(_find(key))


@blueprint.post("/objections/<int:key>/")
def decide_objection(key: int):
    _find(key)
    verb, words = request.form.get("do"), request.form.get("words", "")
    if verb == "answer":
        problem = answer_objection(current_user, key, answer_from(request.form))
    elif verb in ("refer", "appeal"):
        problem = (refer_objection if verb == "refer" else appeal_objection)(current_user, key, words)
    else:
        abort(400)
    if problem is None:
        return redirect(url_for("staff.objection", key=key, done=verb), 303)
    return _page(_find(key), problem), STATUS.get(problem, 409)


@blueprint.get("/objections/<int:key>/photos/<sha256>/<size>.jpg")
def objection_photo(key: int, sha256: str, size: str):
    if not has_photo(_find(key), sha256):
        abort(404)
    return answer_picture(current_user.community_id, sha256, size)


def _complaint() -> Complaint:
    form = request.form
    return Complaint(
        month=form.get("month", "")[:7],
        account=form.get("account", 0, row_key),
        line=form.get("line", ""),
        text=form.get("text", ""),
        told_by=form.get("told_by", ""),
        late="late" in form,
    )


def _find(key: int) -> Objection:
    return objection_by_id(current_user.community_id, key) or abort(404)


def _page(found: Objection, problem: str = "") -> str:
    return render_template(
        "staff/objection.html",
        **objection_page(found),
        problem=problem,
        given=request.form,
        done=request.args.get("done", ""),
        today=clock.today(current_user.community),
    )
