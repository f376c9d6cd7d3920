"""GET /api/v1/: what this server speaks and takes; open to everybody, since a phone asks before it has a token."""

from __future__ import annotations

from flask import render_template, url_for

from sync.encoding import GZIP
from sync.limits import PROTOCOL, announced
from sync.reasons import CATALOGUE
from webapp import clock
from webapp.blueprints.api import blueprint, described


@blueprint.get("/")
def root():
    return {
        "protocol": PROTOCOL,
        "server_time": clock.now_milliseconds(),
        "limits": announced(),
        "content_encodings": [GZIP],
        "openapi": url_for("api-docs.openapi_json"),
        "docs": url_for("api.docs"),
    }


@blueprint.get("/docs")
def docs():
    return render_template("api/docs.html", operations=described.operations(), reasons=CATALOGUE, limits=announced())
