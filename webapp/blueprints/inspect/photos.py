"""A photo of one's own check, for the inspector's pages."""

from __future__ import annotations

from flask import abort
from flask_login import current_user

from webapp.blueprints.inspect import blueprint
from webapp.pictures import answer_picture
from webapp.queries.own_photos import is_own_photo


@blueprint.get("/photos/<sha256>")
def photo(sha256: str):
    if not is_own_photo(current_user, sha256):
        abort(404)
    return answer_picture(current_user.community_id, sha256, "large")
