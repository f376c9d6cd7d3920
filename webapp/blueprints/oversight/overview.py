"""The figures of the latest months, drawn and as tables."""

from __future__ import annotations

from webapp.blueprints.oversight import blueprint
from webapp.office.overview_page import overview_file, overview_page


@blueprint.get("/overview/")
def overview():
    return overview_page()


@blueprint.get("/overview/<what>.<form>")
def overview_table(what: str, form: str):
    return overview_file(what, form)
