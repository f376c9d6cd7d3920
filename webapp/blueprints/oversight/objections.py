"""The second level: what came late or was brought before oversight; all other objections to read."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp import clock
from webapp.blueprints.oversight import blueprint
from webapp.models import Objection
from webapp.office.cover_pages import beneath, objection_photo_page
from webapp.office.objection_forms import answer_from
from webapp.office.objection_pages import list_page, objection_page
from webapp.operations.answer_objection import close_objection
from webapp.operations.cover_photo import look_uncovered
from webapp.operations.pass_on_objection import admit_objection
from webapp.pictures import answer_picture
from webapp.queries.objections import has_photo, objection_by_id

STATUS = dict.fromkeys(("decided_before", "answered_before", "recused"), 403) | dict.fromkeys(
    ("no_words", "identity_number", "no_outcome", "no_answer_text", "no_effect", "points_differ", "not_admitted"), 422
)


@blueprint.get("/objections/")
def objections():
    return render_template("oversight/objections.html", **list_page())


@blueprint.get("/objections/<int:key>/")
def objection(key: int):
    return _page(_find(key))


@blueprint.post("/objections/<int:key>/")
def decide_objection(key: int):
    _find(key)
    verb = request.form.get("do")
    if verb == "answer":
        problem = close_objection(current_user, key, answer_from(request.form))
    elif verb == "admit":
        problem = admit_objection(current_user, key, request.form.get("words", ""))
    else:
        abort(400)
    if problem is None:
        return redirect(url_for("oversight.objection", key=key, done=verb), 303)
    return _page(_find(key), problem), STATUS.get(problem, 409)


@blueprint.get("/objections/<int:key>/photos/<sha256>/")
def sent_photo(key: int, sha256: str):
    return objection_photo_page(_find(key), sha256)


@blueprint.post("/objections/<int:key>/photos/<sha256>/")
def look_beneath_sent(key: int, sha256: str):
    """Stands in the answer and has no address, as with a check's."""
    problem = look_uncovered(current_user, "objection", str(key), sha256, request.form.get("reason", ""))
    if problem == "not_there":
        abort(404)
    if problem:
        return objection_photo_page(_find(key), sha256, problem), 422
    return objection_photo_page(_find(key), sha256, beneath=beneath(sha256))


@blueprint.get("/objections/<int:key>/photos/<sha256>/<size>.jpg")
def objection_photo(key: int, sha256: str, size: str):
    if not has_photo(_find(key), sha256):
        abort(404)
    return answer_picture(current_user.community_id, sha256, size)


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
