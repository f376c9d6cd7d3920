"""The inspector's pages as Flask answers them."""

from __future__ import annotations

from flask import send_from_directory

from webapp import paths
from webapp.blueprints.inspect import blueprint


@blueprint.get("/sw.js")
def worker():
    """The service worker, served here because its scope is the folder it comes from."""
    response = send_from_directory(paths.assets() / "static" / "dist", "worker.js", mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response
