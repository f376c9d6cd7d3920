"""Photos of a check: on a page of their own, and the pictures themselves."""

from __future__ import annotations

from flask import abort, render_template
from flask_login import current_user

from webapp.blueprints.staff import blueprint
from webapp.pictures import answer_picture
from webapp.queries.checks import check_by_uuid, photo_of


@blueprint.get("/checks/<uuid>/photos/<sha256>/")
def photo(uuid: str, sha256: str):
    check = check_by_uuid(current_user.community_id, uuid) or abort(404)
    shown = photo_of(current_user.community_id, uuid, sha256) or abort(404)
    return render_template("staff/photo.html", check=check, photo=shown)


@blueprint.get("/checks/<uuid>/photos/<sha256>/<size>.jpg")
def picture(uuid: str, sha256: str, size: str):
    photo_of(current_user.community_id, uuid, sha256) or abort(404)
    return answer_picture(current_user.community_id, sha256, size)
