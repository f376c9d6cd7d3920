"""The evidence behind a deduction: a check and its photos, to read."""

from __future__ import annotations

from flask import abort, render_template, request
from flask_login import current_user

from webapp import clock
from webapp.blueprints.oversight import blueprint
from webapp.office.cover_pages import beneath, photo_page
from webapp.operations.cover_photo import look_uncovered
from webapp.pictures import answer_picture
from webapp.queries.cases import case_of
from webapp.queries.checks import check_by_uuid, photo_of
from webapp.queries.paper_walks import sheet_of
from webapp.queries.review_desk import desk_check
from webapp.queries.walks import walk_by_uuid


@blueprint.get("/checks/<uuid>/")
def check(uuid: str):
    found = check_by_uuid(current_user.community_id, uuid) or abort(404)
    desk = desk_check(found, current_user, clock.today(current_user.community))
    return render_template("oversight/check.html", case=case_of(desk))


@blueprint.get("/checks/<uuid>/photos/<sha256>/")
def photo(uuid: str, sha256: str):
    return photo_page(uuid, sha256)


@blueprint.post("/checks/<uuid>/photos/<sha256>/")
def look_beneath(uuid: str, sha256: str):
    """The photo as it was taken stands in the answer and has no address: each look is in the trail."""
    problem = look_uncovered(current_user, "check", uuid, sha256, request.form.get("reason", ""))
    if problem == "not_there":
        abort(404)
    if problem:
        return photo_page(uuid, sha256, problem), 422
    return photo_page(uuid, sha256, beneath=beneath(sha256))


@blueprint.get("/checks/<uuid>/photos/<sha256>/<size>.jpg")
def picture(uuid: str, sha256: str, size: str):
    photo_of(current_user.community_id, uuid, sha256) or abort(404)
    return answer_picture(current_user.community_id, sha256, size)


@blueprint.get("/walks/<uuid>/sheets/<sha256>/<size>.jpg")
def walk_sheet(uuid: str, sha256: str, size: str):
    walk = walk_by_uuid(current_user.community_id, uuid) or abort(404)
    sheet_of(walk, sha256) or abort(404)
    return answer_picture(current_user.community_id, sha256, size)
