"""Help tasks (帮扶任务): at households in difficulty, taken by volunteers, recorded at the counter."""

from __future__ import annotations

from dataclasses import replace

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp.blueprints.staff import blueprint
from webapp.domain.imports.attendees import Attendee
from webapp.domain.months.help_task import Step
from webapp.models import HelpTask
from webapp.office.frame import row_key
from webapp.office.help_pages import list_page, task_page, whom
from webapp.operations.help_out import HelpAct, help_out
from webapp.operations.keep_photos import keep_photos
from webapp.pictures import answer_picture
from webapp.queries.help_tasks import has_help_photo, help_task_by_id

STATUS = dict.fromkeys(("recused", "own_proof", "wrong_role"), 403) | dict.fromkeys(
    ("changed", "wrong_state", "month_closed"), 409
)
STEPS = tuple(step.value for step in Step if step != Step.FIND)


@blueprint.get("/help/")
def help_tasks():
    return render_template("staff/help.html", **list_page())


@blueprint.get("/help/<int:key>/")
def help_task(key: int):
    return render_template("staff/help_task.html", **task_page(_find(key)))


@blueprint.post("/help/<int:key>/")
def help_step(key: int):
    _find(key)
    step = request.form.get("do", "")
    if step not in STEPS:
        abort(400)
    act, problem, choices = _act(step)
    if act is not None:
        problem = help_out(current_user, key, act)
        if problem is None:
            return redirect(url_for("staff.help_task", key=key), 303)
    shown = task_page(_find(key), problem or "", choices)
    return render_template("staff/help_task.html", **shown), STATUS.get(problem or "", 422)


@blueprint.get("/help/<int:key>/photos/<sha256>/<size>.jpg")
def help_picture(key: int, sha256: str, size: str):
    if not has_help_photo(current_user.community_id, key, sha256):
        abort(404)
    return answer_picture(current_user.community_id, sha256, size)


def _act(step: str) -> tuple[HelpAct | None, str | None, tuple[Attendee, ...]]:
    """(what the form says, a problem, who may be meant); the first is None where it does not say enough."""
    form = request.form
    act = HelpAct(step, form.get("seen", -1, int), form.get("words", ""))
    if step == Step.TAKE:
        found = whom(form.get("who", "")[:60], form.get("pick", "")[:60])
        if len(found) != 1:
            return None, "several" if found else "nobody", tuple(found)
        return replace(act, household=found[0].household, person=found[0].person), None, ()
    if step == Step.PROVE:
        kept, problem = keep_photos(current_user.community_id, (file.read() for file in request.files.getlist("photo")))
        return (None, problem, ()) if problem else (replace(act, photos=kept), None, ())
    if step == Step.CONFIRM:
        points, quantity = form.get("points", 0, row_key), form.get("quantity", None, row_key)
        return replace(act, kind=form.get("kind", ""), points=points, quantity=quantity), None, ()
    return act, None, ()


def _find(key: int) -> HelpTask:
    return help_task_by_id(current_user.community_id, key) or abort(404)
