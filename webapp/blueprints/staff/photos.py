"""Photos of checks and of what households send: their pages, where faces and plates are covered, and pictures."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from flask_login import current_user

from webapp.blueprints.staff import blueprint
from webapp.office.cover_pages import photo_page, sent_photo_page, shown_by, typed_areas
from webapp.operations.cover_photo import cover_photo
from webapp.pictures import answer_picture
from webapp.queries.checks import photo_of


@blueprint.get("/checks/<uuid>/photos/<sha256>/")
def photo(uuid: str, sha256: str):
    return photo_page(uuid, sha256)


@blueprint.post("/checks/<uuid>/photos/<sha256>/")
def cover(uuid: str, sha256: str):
    problem = _cover(sha256, uuid)
    if problem:
        return photo_page(uuid, sha256, problem), _status(problem)
    return redirect(url_for("staff.photo", uuid=uuid, sha256=sha256, kept=1), 303)


@blueprint.get("/checks/<uuid>/photos/<sha256>/<size>.jpg")
def picture(uuid: str, sha256: str, size: str):
    photo_of(current_user.community_id, uuid, sha256) or abort(404)
    return answer_picture(current_user.community_id, sha256, size)


@blueprint.get("/photos/<sha256>/")
def any_photo(sha256: str):
    return sent_photo_page(sha256)


@blueprint.post("/photos/<sha256>/")
def cover_any(sha256: str):
    problem = _cover(sha256)
    if problem:
        return sent_photo_page(sha256, problem), _status(problem)
    return redirect(url_for("staff.any_photo", sha256=sha256, of=request.args.get("of"), kept=1), 303)


@blueprint.get("/photos/<sha256>/<size>.jpg")
def any_picture(sha256: str, size: str):
    shown_by(sha256)
    return answer_picture(current_user.community_id, sha256, size)


def _cover(sha256: str, check: str = "") -> str | None:
    """None when it is done, else the code of why not."""
    areas = () if request.form.get("do") == "undo" else typed_areas()
    if areas is None:
        return "unsound_area"
    problem = cover_photo(current_user, sha256, areas, request.form.get("seen", -1, int), check)
    return abort(404) if problem == "not_there" else problem


def _status(problem: str) -> int:
    return 409 if problem == "changed" else 422
