"""抽查: throw a number for a walk, look at the checks that it draws, and recompute the draw."""

from __future__ import annotations

import datetime as dt
import uuid as uuids

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from webapp import clock
from webapp.blueprints.oversight import blueprint
from webapp.models import Walk
from webapp.office import sample_words
from webapp.office.frame import page_number
from webapp.office.photo_uploads import NONE, Uploads, photo_problem, read_uploads
from webapp.office.sample_pages import again_page, look_page, walk_page
from webapp.operations.look_again import View, Visit, look_again
from webapp.operations.throw_sample import throw_sample
from webapp.pictures import answer_picture
from webapp.queries.checks import check_by_uuid
from webapp.queries.samples import looked_at, sample_lines
from webapp.queries.walks import walk_by_uuid

PAGE = 30
THROW_STATUS = {"no_number": 422, "own_sample": 403}
LOOK_STATUS = dict.fromkeys(("day_of_look", "no_views", "no_view_text"), 422) | dict.fromkeys(
    ("look_own_check", "look_own_walk", "look_recused"), 403
)


@blueprint.get("/samples/")
def samples():
    page = page_number()
    lines = sample_lines(current_user.community_id, page, PAGE)
    today = clock.today(current_user.community)
    return render_template(
        "oversight/samples.html", lines=lines[:PAGE], page_number=page, more=len(lines) > PAGE, today=today
    )


@blueprint.get("/samples/<uuid>/")
def sample(uuid: str):
    return _walk_page(_walk(uuid))


@blueprint.post("/samples/<uuid>/")
def throw(uuid: str):
    problem = throw_sample(current_user, _walk(uuid), request.form.get("thrown", ""))
    if problem is None:
        return redirect(url_for("oversight.sample", uuid=uuid, done=1), 303)
    return _walk_page(_walk(uuid), problem), THROW_STATUS.get(problem, 409)


@blueprint.get("/samples/<uuid>/again/")
def sample_again(uuid: str):
    shown = again_page(_walk(uuid)) or abort(404)
    return render_template("oversight/sample_again.html", **shown)


@blueprint.get("/samples/<uuid>/<check>/")
def look(uuid: str, check: str):
    return _look_page(uuid, check)


@blueprint.post("/samples/<uuid>/<check>/")
def write_look(uuid: str, check: str):
    look_page(uuid, check) or abort(404)
    uploads = read_uploads(current_user)
    problem = uploads.problem or look_again(current_user, check, _visit(request.form, uploads.photos))
    if problem is None:
        return redirect(url_for("oversight.look", uuid=uuid, check=check, done=1), 303)
    status = 422 if uploads.problem else LOOK_STATUS.get(problem, 409)
    return _look_page(uuid, check, problem, uploads), status


@blueprint.get("/checks/<uuid>/looks/<sha256>/<size>.jpg")
def look_picture(uuid: str, sha256: str, size: str):
    found = check_by_uuid(current_user.community_id, uuid) or abort(404)
    looked = looked_at(found.community_id, [found.id]).get(found.id) or abort(404)
    if sha256 not in {each.sha256 for each in looked.photos}:
        abort(404)
    return answer_picture(found.community_id, sha256, size)


def _walk(uuid: str) -> Walk:
    return walk_by_uuid(current_user.community_id, uuid) or abort(404)


def _walk_page(walk: Walk, problem: str = "") -> str:
    return render_template(
        "oversight/sample.html",
        **walk_page(walk),
        say=sample_words,
        problem=problem,
        given=request.form,
        done=request.args.get("done", ""),
    )


def _look_page(walk: str, check: str, problem: str = "", uploads: Uploads = NONE) -> str:
    shown = look_page(walk, check) or abort(404)
    given = request.form
    return render_template(
        "oversight/look.html",
        **shown,
        say=sample_words,
        problem=problem,
        photo_why=photo_problem(problem),
        sent=uploads.sent,
        given=given,
        token=given.get("token") or str(uuids.uuid4()),
        done=request.args.get("done", ""),
    )


def _visit(form: MultiDict[str, str], photos: tuple[str, ...]) -> Visit:
    """An item that nobody marked was not looked at."""
    marks = {name.removeprefix("item-"): mark for name, mark in form.items() if name.startswith("item-")}
    views = {
        item: View(mark == "same", form.get(f"text-{item}", ""))
        for item, mark in marks.items()
        if mark in ("same", "otherwise")
    }
    return Visit(_day(form.get("day", "")), views, form.get("seen", -1, int), _token(form), photos)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _token(form: MultiDict[str, str]) -> str:
    try:
        return str(uuids.UUID(form.get("token", "")))
    except ValueError:
        abort(400)
