"""打印: slips, handbooks, blank checklists, door plates."""

from __future__ import annotations

from flask import url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.staff import blueprint
from webapp.office.paper_pages import STAFF, job_page, kept_paper, order_paper, paper_page


@blueprint.get("/paper/")
def paper() -> ResponseReturnValue:
    return paper_page(STAFF)


@blueprint.post("/paper/")
def order() -> ResponseReturnValue:
    return order_paper(STAFF)


@blueprint.get("/paper/<key>/<token>/")
def paper_job(key: str, token: str) -> ResponseReturnValue:
    return job_page(key, token, back=url_for("staff.paper"))


@blueprint.get("/paper/<token>.pdf")
def paper_file(token: str) -> ResponseReturnValue:
    return kept_paper(token)
