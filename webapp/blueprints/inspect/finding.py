"""Finding a courtyard as Flask answers it: where the phone is, only the phone knows."""

from __future__ import annotations

from flask import redirect, request

from webapp.blueprints.inspect import blueprint
from webapp.blueprints.inspect.pages.map_page import map_page
from webapp.blueprints.inspect.pages.nearby_page import nearby_page
from webapp.blueprints.inspect.pages.scan_page import scan_page, scanned
from webapp.blueprints.inspect.visit import open_visit, show
from webapp.pages import page_settings


@blueprint.get("/nearby/")
def nearby():
    visit = open_visit()
    view = nearby_page(snapshot=visit.snapshot, drafts=[], checks=[], today=visit.today, language=visit.language)
    return show("inspect/finding/nearby.html", view)


@blueprint.get("/map/")
def map_of_the_round():
    visit = open_visit()
    view = map_page(
        snapshot=visit.snapshot,
        drafts=[],
        checks=[],
        today=visit.today,
        grid=request.args.get("grid", ""),
        lane=request.args.get("lane", ""),
        around=bool(request.args.get("around")),
        size=page_settings()["size"],
        language=visit.language,
    )
    return show("inspect/finding/map.html", view)


@blueprint.get("/scan/")
def scan():
    """What a plate says opens its courtyard, or is answered with words."""
    visit, plate = open_visit(), request.args.get("plate", "")
    code, problem = scanned(visit.snapshot, plate) if plate else ("", "")
    if code and not problem:
        return redirect(f"/inspect/courtyards/{code}/", 303)
    return show("inspect/finding/scan.html", scan_page(snapshot=visit.snapshot, plate=plate))
