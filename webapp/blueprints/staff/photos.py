"""Photos of a check: on a page of their own, where faces and plates are covered, and the pictures themselves."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from flask_login import current_user

from webapp.blueprints.staff import blueprint
from webapp.office.cover_pages import photo_page, typed_areas
from webapp.operations.cover_photo import cover_photo
from webapp.pictures import answer_picture
from webapp.queries.checks import photo_of


@blueprint.get("/checks/<uuid>/photos/<sha256>/")
def photo(uuid: str, sha256: str):
    return photo_page(uuid, sha256)


@blueprint.post("/checks/<uuid>/photos/<sha256>/")
def cover(uuid: str, sha256: str):
    areas = () if request.form.get("do") == "undo" else typed_areas()
    seen = request.form.get("seen", -1, int)
    problem = "unsound_area" if areas is None else cover_photo(current_user, uuid, sha256, areas, seen)
    if problem == "not_there":
        abort(404)
    if problem:
        return photo_page(uuid, sha256, problem), 409 if problem == "changed" else 422
    return redirect(url_for("staff.photo", uuid=uuid, sha256=sha256, kept=1), 303)


@blueprint.get("/checks/<uuid>/photos/<sha256>/<size>.jpg")
def picture(uuid: str, sha256: str, size: str):
    photo_of(current_user.community_id, uuid, sha256) or abort(404)
    return answer_picture(current_user.community_id, sha256, size)
