"""Files of courtyards and households (一户一档), and the search that leads there."""

from __future__ import annotations

from webapp.blueprints.staff import blueprint
from webapp.office.file_pages import courtyard_page, household_page, search_page


@blueprint.get("/files/")
def files():
    return search_page()


@blueprint.get("/files/courtyards/<int:key>/")
def courtyard_file(key: int):
    return courtyard_page(key)


@blueprint.get("/files/households/<int:key>/")
def household_file(key: int):
    return household_page(key)
