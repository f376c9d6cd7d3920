"""The page of one check beside the queue of its walk."""

from __future__ import annotations

from flask import render_template, request

from webapp.blueprints.staff.queue import Queue
from webapp.queries.cases import case_of
from webapp.queries.review_desk import DeskCheck

PROBLEM_STATUS = {
    **dict.fromkeys(("no_reason", "no_text", "no_changes", "not_milder", "no_amend_text"), 422),
    **dict.fromkeys(("own_check", "own_walk", "own_typing", "recused"), 403),
}


def case_page(queue: Queue, desk: DeskCheck, problem: str = ""):
    """`problem` is the code of a decision that was not taken; the page then says so above the case."""
    page = render_template(
        "staff/case.html",
        queue=queue,
        case=case_of(desk, queue.holding),
        following=queue.after(desk.check.uuid),
        done=queue.find(request.args.get("done", "")),
        approved=request.args.get("approved", 0, int),
        problem=problem,
        returning="return" in request.args or problem in ("no_reason", "no_text"),
        given=request.form,
    )
    return page, PROBLEM_STATUS.get(problem, 409) if problem else 200
