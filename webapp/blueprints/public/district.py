"""A sub-district's page: published figures of its communities, side by side."""

from __future__ import annotations

from flask import abort, render_template
from werkzeug import Response

from webapp.blueprints.public import blueprint
from webapp.blueprints.public.caching import cacheable
from webapp.queries.districts import communities_of_district, district_rows


@blueprint.get("/district/<name>/")
def district(name: str) -> Response:
    """Nothing that does not hang on the communities' own boards."""
    found = communities_of_district(name) or abort(404)
    page = render_template("public/district.html", name=name, communities=found, months=district_rows(found))
    return cacheable(page, "")
