"""A photo of one's own check, or of what is to be looked at again, for the inspector's pages."""

from __future__ import annotations

from flask import abort
from flask_login import current_user

from webapp import clock
from webapp.blueprints.inspect import blueprint
from webapp.pictures import answer_picture
from webapp.queries.own_photos import may_see_photo


@blueprint.get("/photos/<sha256>")
def photo(sha256: str):
    if not may_see_photo(current_user, sha256, clock.today(current_user.community)):
        abort(404)
    return answer_picture(current_user.community_id, sha256, "large")
