"""The evidence behind a deduction: a check and its photos, to read."""

from __future__ import annotations

from flask import abort, render_template
from flask_login import current_user

from webapp import clock
from webapp.blueprints.oversight import blueprint
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
    found = check_by_uuid(current_user.community_id, uuid) or abort(404)
    shown = photo_of(current_user.community_id, uuid, sha256) or abort(404)
    return render_template("staff/photo.html", check=found, photo=shown)


@blueprint.get("/checks/<uuid>/photos/<sha256>/<size>.jpg")
def picture(uuid: str, sha256: str, size: str):
    photo_of(current_user.community_id, uuid, sha256) or abort(404)
    return answer_picture(current_user.community_id, sha256, size)


@blueprint.get("/walks/<uuid>/sheets/<sha256>/<size>.jpg")
def walk_sheet(uuid: str, sha256: str, size: str):
    walk = walk_by_uuid(current_user.community_id, uuid) or abort(404)
    sheet_of(walk, sha256) or abort(404)
    return answer_picture(current_user.community_id, sha256, size)
