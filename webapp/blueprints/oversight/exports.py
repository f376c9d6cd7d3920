"""Files out of the house."""

from __future__ import annotations

from webapp.blueprints.oversight import blueprint
from webapp.office.export_files import export_file, export_page


@blueprint.get("/export/")
def exports():
    return export_page()


@blueprint.get("/export/<what>.<form>")
def export(what: str, form: str):
    return export_file(what, form)
