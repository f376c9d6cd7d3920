"""What is stored about whom, why and how long, for everybody to read."""

from __future__ import annotations

from flask import abort, redirect, render_template, url_for
from werkzeug import Response

from webapp.blueprints.public import blueprint
from webapp.blueprints.public.caching import cacheable
from webapp.domain.names import NameMask, mask_name
from webapp.queries.boards import communities, community_by_slug
from webapp.queries.retention import retention_of

EXAMPLE = "王志远"


@blueprint.get("/privacy/")
def privacy_of_all() -> Response:
    """For pages that don't know yet whose they are, such as the card's door."""
    found = communities()
    if len(found) == 1:
        return redirect(url_for("public.privacy", slug=found[0].slug))
    return cacheable(render_template("public/privacy_of_all.html", communities=found), "")


@blueprint.get("/c/<slug>/privacy/")
def privacy(slug: str) -> Response:
    """The words are the same everywhere; months, names and whom to ask are the community's own."""
    found = community_by_slug(slug) or abort(404)
    page = render_template(
        "public/privacy.html",
        community=found,
        keeps=retention_of(found),
        masked=mask_name(EXAMPLE, found.name_mask),
        shows_names=found.name_mask != NameMask.NUMBER,
    )
    return cacheable(page, "")
