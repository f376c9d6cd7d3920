"""打印: slips, and blank checklists for a sample re-check."""

from __future__ import annotations

from flask import url_for
from flask.typing import ResponseReturnValue

from webapp.blueprints.oversight import blueprint
from webapp.office.paper_pages import OVERSIGHT, job_page, kept_paper, order_paper, paper_page


@blueprint.get("/paper/")
def paper() -> ResponseReturnValue:
    return paper_page(OVERSIGHT)


@blueprint.post("/paper/")
def order() -> ResponseReturnValue:
    return order_paper(OVERSIGHT)


@blueprint.get("/paper/<key>/<token>/")
def paper_job(key: str, token: str) -> ResponseReturnValue:
    return job_page(key, token, back=url_for("oversight.paper"))


@blueprint.get("/paper/<token>.pdf")
def paper_file(token: str) -> ResponseReturnValue:
    return kept_paper(token)
