"""The first week of each role, for everybody: nobody should have to sign in to learn how to sign in."""

from __future__ import annotations

from flask import abort, render_template, request, url_for
from werkzeug import Response

from webapp.blueprints.public import blueprint
from webapp.blueprints.public.caching import cacheable, kept_while
from webapp.blueprints.public.sheets import PDF
from webapp.database import release_connection
from webapp.extensions import limiter
from webapp.guides import ROLES, guide
from webapp.i18n import language
from webapp.markdown import Written
from webapp.paper.guide_sheet import guide_pdf
from webapp.paper.shelf import Shelf

shelf = Shelf()


@blueprint.get("/guide/")
def guides() -> Response:
    titles = [(role, _guide(role).title) for role in ROLES]
    return cacheable(render_template("public/guides.html", titles=titles), "")


@blueprint.get("/guide/<role>/")
def guide_page(role: str) -> Response:
    _known(role)
    return cacheable(render_template("public/guide.html", role=role, guide=_guide(role)), "")


@blueprint.get("/guide/<role>.pdf")
@limiter.limit("60 per minute")
def guide_sheet(role: str) -> Response:
    """Printed once for each language; a browser that has it is not sent it again."""
    _known(role)
    key = f"guide-{role}-{language()}"
    if request.if_none_match.contains_weak(key):
        return kept_while(key, Response(mimetype=PDF))
    release_connection()
    answer = Response(shelf.take(key, lambda: guide_pdf(role)), mimetype=PDF)
    answer.headers["Content-Disposition"] = f'inline; filename="sanbao-{key}.pdf"'
    return kept_while(key, answer)


def _known(role: str) -> None:
    if role not in ROLES:
        abort(404)


def _guide(role: str) -> Written:
    return guide(role, lambda name: url_for("static", filename=name), "panel")
