"""One check: its evidence and the decision on it."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from flask_login import current_user
from marshmallow import ValidationError

from webapp.blueprints.staff import blueprint
from webapp.blueprints.staff.case_page import case_page
from webapp.blueprints.staff.forms import decision_from
from webapp.blueprints.staff.queue import Queue, queue_of
from webapp.operations.review_check import review_check
from webapp.queries.walks import walk_of_check


@blueprint.get("/checks/<uuid>/")
def check(uuid: str):
    return _page(uuid)


@blueprint.post("/checks/<uuid>/")
def decide(uuid: str):
    try:
        decision = decision_from(request.form)
    except ValidationError:
        abort(400)
    answer = review_check(current_user, uuid, decision) or abort(404)
    if answer.refusal:
        return _page(uuid, answer.refusal)
    return redirect(_next(queue_of(answer.check.walk, current_user), uuid, decision.verb), 303)


def _next(queue: Queue, uuid: str, verb: str) -> str:
    """After a decision the next check that waits; after taking one back, the same check."""
    following = None if verb == "reopen" else queue.after(uuid)
    if verb == "reopen":
        return url_for("staff.check", uuid=uuid)
    if following is None:
        return url_for("staff.check", uuid=uuid, done=uuid)
    return url_for("staff.check", uuid=following.uuid, done=uuid)


def _page(uuid: str, problem: str = ""):
    queue = queue_of(walk_of_check(current_user.community_id, uuid) or abort(404), current_user)
    return case_page(queue, queue.find(uuid) or abort(404), problem)
