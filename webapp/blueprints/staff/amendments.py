"""Approving a check with some of its faults counting as less than the inspector said."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp import clock
from webapp.blueprints.staff import blueprint
from webapp.blueprints.staff.case_page import PROBLEM_STATUS
from webapp.blueprints.staff.forms import LONGEST
from webapp.blueprints.staff.queue import queue_of
from webapp.domain.scoring.amendment import Change
from webapp.office.amendment_choices import choices_for, read_choice
from webapp.operations.review_check import Decision, review_check
from webapp.queries.cases import Case, case_of
from webapp.queries.checks import check_by_uuid
from webapp.queries.review_desk import desk_check


@blueprint.get("/checks/<uuid>/amend/")
def amend(uuid: str):
    return _page(_case(uuid))


@blueprint.post("/checks/<uuid>/amend/")
def amend_check(uuid: str):
    text = request.form.get("text", "")[:LONGEST]
    decision = Decision("amend", request.form.get("seen", "")[:20], text=text, changes=_changes(_case(uuid)))
    answer = review_check(current_user, uuid, decision) or abort(404)
    if answer.refusal:
        return _page(_case(uuid), answer.refusal)
    following = queue_of(answer.check.walk, current_user).after(uuid)
    return redirect(url_for("staff.check", uuid=following.uuid if following else uuid, done=uuid), 303)


def _changes(case: Case) -> tuple[Change, ...]:
    chosen = {row.item.code: request.form.get(row.item.code, "") for row in case.faults}
    return tuple(read_choice(item, said) for item, said in chosen.items() if said)


def _page(case: Case, problem: str = ""):
    rows = [(row, choices_for(case.book, row.finding)) for row in case.faults if row.finding]
    page = render_template(
        "staff/amend.html", case=case, rows=rows, problem=problem, given=request.form, longest=LONGEST
    )
    return page, PROBLEM_STATUS.get(problem, 409) if problem else 200


def _case(uuid: str) -> Case:
    check = check_by_uuid(current_user.community_id, uuid) or abort(404)
    return case_of(desk_check(check, current_user, clock.today(current_user.community)))
