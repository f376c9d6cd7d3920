"""The inspector's pages as Flask answers them: list, outbox, settings, and the worker's script."""

from __future__ import annotations

from flask import redirect, render_template, request, send_from_directory
from werkzeug import Response

from webapp import paths
from webapp.blueprints.inspect import blueprint
from webapp.blueprints.inspect.pages.list_page import list_page
from webapp.blueprints.inspect.pages.outbox_page import outbox_page
from webapp.blueprints.inspect.pages.rescue_page import rescue_page
from webapp.blueprints.inspect.pages.settings_page import settings_page
from webapp.blueprints.inspect.toasts import toast_of_address
from webapp.blueprints.inspect.visit import open_visit, show
from webapp.look import keep_look
from webapp.pages import page_settings
from webapp.security import READER_POLICY, can_work_offline


@blueprint.get("/sw.js")
def worker():
    """The service worker, served here because its scope is the folder it comes from."""
    response = send_from_directory(paths.assets() / "static" / "dist", "worker.js", mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


@blueprint.get("/welcome/")
def welcome():
    """Below /inspect/, because browsers offer to install an app only on a page within its scope."""
    return render_template("auth/welcome.html", insecure=not can_work_offline(request))


@blueprint.get("/reader.js")
def reader():
    """What reads QR codes: a worker within the service worker's folder, under a policy of its own."""
    response = send_from_directory(paths.assets() / "static" / "dist", "reader.js", mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Security-Policy"] = READER_POLICY
    return response


@blueprint.get("/")
def today():
    visit = open_visit()
    view = list_page(
        snapshot=visit.snapshot,
        drafts=[],
        checks=[],
        today=visit.today,
        show=request.args.get("show", ""),
        grid=request.args.get("grid", ""),
        query=request.args.get("q", ""),
        online=True,
        language=visit.language,
        notices=_notices(),
        toast=toast_of_address(visit),
    )
    return show("inspect/list.html", view)


def _notices() -> list[str]:
    return [] if can_work_offline(request) else ["insecure"]


@blueprint.get("/outbox/")
def outbox():
    visit = open_visit()
    view = outbox_page(
        snapshot=visit.snapshot,
        checks=[],
        sending=None,
        now=visit.now,
        language=visit.language,
        toast=toast_of_address(visit),
    )
    return show("inspect/outbox.html", view)


@blueprint.get("/rescue/")
def rescue():
    """What could be exported lies on the phone, and only the phone's own server can reach it."""
    return show("inspect/rescue.html", rescue_page(snapshot=open_visit().snapshot, parcels=[]))


@blueprint.post("/rescue/")
def no_rescue() -> Response:
    return redirect("/inspect/rescue/", 303)


@blueprint.get("/settings/")
def settings():
    visit, page = open_visit(), page_settings()
    view = settings_page(
        snapshot=visit.snapshot,
        checks=[],
        theme=page["theme"],
        size=page["size"],
        language=visit.language,
        now=visit.now,
        storage=None,
    )
    return show("inspect/settings.html", view)


@blueprint.post("/settings/")
def change_settings() -> Response:
    return keep_look(redirect("/inspect/settings/", 303), request.form)
