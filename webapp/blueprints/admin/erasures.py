"""Requests to delete a household's data: an admin may be the second person."""

from __future__ import annotations

from webapp.blueprints.admin import blueprint
from webapp.office import erasure_pages


@blueprint.get("/erasures/")
def erasures():
    return erasure_pages.erasures_page()


@blueprint.post("/erasures/<int:key>/")
def decide_erasure(key: int):
    return erasure_pages.decide("admin", key)
