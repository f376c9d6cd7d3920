"""Pledges and rules that the community has published."""

from __future__ import annotations

from flask import abort, make_response, render_template, request
from werkzeug import Response

from webapp import clock
from webapp.blueprints.public import blueprint
from webapp.blueprints.public.caching import cacheable
from webapp.document_text import document_html
from webapp.domain.versions import in_force
from webapp.queries.boards import community_by_slug
from webapp.queries.documents import document_numbered


@blueprint.get("/c/<slug>/documents/<int:number>/")
def document(slug: str, number: int) -> Response:
    """The version in force, or the one that is asked for; a withdrawn document only says that it was withdrawn."""
    found = community_by_slug(slug) or abort(404)
    kept = document_numbered(found.id, number) or abort(404)
    current = in_force(kept.versions, clock.today(found))
    asked = request.args.get("version", 0, int)
    shown = next((each for each in kept.versions if each.number == asked), current or kept.versions[0])
    page = render_template(
        "public/document.html",
        community=found,
        document=kept,
        shown=shown,
        current=current,
        body=document_html(shown.text),
        withdrawn_on=clock.local(found, kept.withdrawn_at).date() if kept.withdrawn_at else None,
    )
    return make_response(page, 410) if kept.withdrawn_at else cacheable(page, "")
