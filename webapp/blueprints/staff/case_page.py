"""The page of one check beside the queue of its walk."""

from __future__ import annotations

from flask import abort, render_template, request

from webapp.blueprints.staff.queue import Line, Queue, cell_of
from webapp.queries.cases import case_of

PROBLEM_STATUS = {
    **dict.fromkeys(("no_reason", "no_text", "no_changes", "not_milder", "no_amend_text"), 422),
    **dict.fromkeys(("own_check", "own_walk", "own_typing", "recused"), 403),
}


def case_page(queue: Queue, line: Line, problem: str = ""):
    """`problem` is the code of a decision that was not taken; the page then says so above the case."""
    desk = queue.desk_of(line.uuid) or abort(404)
    page = render_template(
        "staff/case.html",
        queue=queue,
        current=cell_of(desk, line.name, is_current=True),
        case=case_of(desk, queue.groups.holding),
        following=queue.after(line.uuid),
        done=queue.find(request.args.get("done", "")),
        approved=request.args.get("approved", 0, int),
        problem=problem,
        returning="return" in request.args or problem in ("no_reason", "no_text"),
        given=request.form,
    )
    return page, PROBLEM_STATUS.get(problem, 409) if problem else 200
