"""The synced walks, and one walk with its checks."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp.blueprints.staff import blueprint
from webapp.blueprints.staff.case_page import case_page
from webapp.blueprints.staff.queue import queue_of
from webapp.office.frame import page_number
from webapp.operations.review_walk import review_walk
from webapp.queries.put_rights import count_waiting
from webapp.queries.walks import walk_by_uuid, walk_lines

PAGE = 30


@blueprint.get("/")
def walks():
    page = page_number()
    lines = walk_lines(current_user.community_id, page, PAGE)
    said = count_waiting(current_user.community_id)
    return render_template(
        "staff/walks.html", lines=lines[:PAGE], page_number=page, more=len(lines) > PAGE, put_rights=said
    )


@blueprint.get("/walks/<uuid>/")
def walk(uuid: str):
    queue = queue_of(_walk(uuid), current_user)
    shown = next(iter(queue.waiting or queue.in_order), None) or abort(404)
    return case_page(queue, shown)


@blueprint.post("/walks/<uuid>/approve")
def approve_walk(uuid: str):
    approved = review_walk(current_user, _walk(uuid), request.form.getlist("check"))
    return redirect(url_for("staff.walk", uuid=uuid, approved=len(approved)), 303)


def _walk(uuid: str):
    return walk_by_uuid(current_user.community_id, uuid) or abort(404)
