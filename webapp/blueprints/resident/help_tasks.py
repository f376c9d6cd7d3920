"""Help and wishes on the card: what waits for a volunteer, what one took, and wishing oneself."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp import clock
from webapp.blueprints.resident import blueprint, whom
from webapp.blueprints.resident import taking_part_words as say
from webapp.blueprints.resident.limits import slowly
from webapp.blueprints.resident.views import household
from webapp.domain.months.help_task import State, Step
from webapp.models import HelpTask
from webapp.models.types import NOTE
from webapp.office.help_words import door, title
from webapp.office.photo_uploads import NONE, Uploads, is_about_photos, read_uploads
from webapp.operations.help_out import HelpAct, help_out
from webapp.operations.make_entry import new_id
from webapp.operations.post_wish import post_wish
from webapp.pictures import answer_picture
from webapp.queries.cards import community_of
from webapp.queries.help_tasks import has_help_photo, help_task_by_id, open_tasks_for, own_help
from webapp.queries.rule_books import rule_book_in_force

STEPS = (Step.TAKE, Step.GIVE_BACK, Step.FINISH, Step.PROVE, Step.THANK, Step.END)


@blueprint.get("/help/")
def help_tasks() -> ResponseReturnValue:
    return _list()


@blueprint.get("/help/wish")
def new_wish() -> ResponseReturnValue:
    return _wish()


@blueprint.post("/help/wish")
@slowly
def keep_wish() -> ResponseReturnValue:
    token = request.form.get("token", "")[:36] or new_id(clock.now_milliseconds())
    problem = post_wish(household(), request.form.get("text", ""), token).refusal
    return (_wish(problem), 422) if problem else redirect(url_for("resident.help_tasks", sent="1"), 303)


@blueprint.get("/help/<int:key>/")
def help_task(key: int) -> ResponseReturnValue:
    return _page(_find(key))


@blueprint.post("/help/<int:key>/")
@slowly
def help_step(key: int) -> ResponseReturnValue:
    own, step = household(), request.form.get("do", "")
    if step not in STEPS:
        abort(400)
    uploads = read_uploads(own) if step == Step.PROVE else NONE
    problem = uploads.problem or help_out(own, key, _act(step, uploads))
    if problem is None:
        return redirect(url_for("resident.help_tasks" if step == Step.END else "resident.help_task", key=key), 303)
    found = help_task_by_id(own.community_id, key)
    if found is None or not _is_shown(found):
        # Somebody was faster: their task is nobody's page any more, but the tap deserves an answer.
        return (_list(say.help_problem("unknown")), 409) if found and not _is_hidden(found) else abort(404)
    return _page(found, uploads, problem), 422


@blueprint.get("/help/<int:key>/photos/<sha256>")
def help_photo(key: int, sha256: str) -> ResponseReturnValue:
    own, found = household(), _find(key)
    if own.id not in (found.volunteer_id, found.household_id) or not has_help_photo(own.community_id, key, sha256):
        abort(404)
    return answer_picture(own.community_id, sha256, request.args.get("size", "small"))


def _act(step: str, uploads: Uploads) -> HelpAct:
    words = request.form.get("words", "") or (_("自己撤回了") if step == Step.END else "")
    seen, photos = request.form.get("seen", -1, int), uploads.photos
    return HelpAct(step, seen, words, person=whom.chosen(), photos=photos, people_agree=uploads.people_agree)


def _find(key: int) -> HelpTask:
    found = help_task_by_id(household().community_id, key)
    return found if found is not None and _is_shown(found) else abort(404)


def _is_shown(task: HelpTask) -> bool:
    """One's own wish, what one took, and what is open to everybody but the household it is for."""
    own = household()
    if task.household_id == own.id:
        return task.is_wish
    return task.volunteer_id == own.id or task.state == State.OPEN


def _is_hidden(task: HelpTask) -> bool:
    """Of these nobody else may even learn that they are there."""
    return task.state == State.ASKED or (task.household_id == household().id and not task.is_wish)


def _list(problem: str = "") -> str:
    own = household()
    book = rule_book_in_force(own.community_id, f"{clock.today(community_of(own)):%Y-%m}")[1]
    return render_template(
        "resident/help.html",
        open_ones=open_tasks_for(own),
        mine=own_help(own),
        own=own,
        book=book,
        title=title,
        say=say,
        problem=problem,
        sent=bool(request.args.get("sent")),
    )


def _field_of(problem: str) -> str:
    """Which field of which step a problem is about; "" for all of it."""
    if is_about_photos(problem):
        return "photo"
    return f"{request.form.get('do', '')}-words" if problem in ("no_words", "identity_number") else ""


def _wish(problem: str = "") -> str:
    return render_template(
        "resident/wish.html",
        text=request.form.get("text", "")[:NOTE],
        token=request.form.get("token", "")[:36] or new_id(clock.now_milliseconds()),
        why=say.help_problem(problem) if problem else "",
    )


def _page(task: HelpTask, uploads: Uploads = NONE, problem: str = "") -> str:
    own = household()
    today = clock.today(community_of(own))
    book = rule_book_in_force(own.community_id, f"{today:%Y-%m}")[1]
    is_mine = task.volunteer_id == own.id
    return render_template(
        "resident/help_task.html",
        task=task,
        title=title(task, book),
        is_mine=is_mine,
        is_wisher=task.household_id == own.id,
        place=door(task.household) if is_mine else "",
        people=whom.choices(own, today, book),
        state=say.help_state(task.state),
        is_thanked=any(step.step == Step.THANK for step in task.steps),
        sent=uploads.sent,
        agreed=uploads.people_agree,
        problem=problem,
        at=_field_of(problem),
        failed=request.form.get("do", ""),
        words=request.form.get("words", "")[:500],
        why=say.help_problem(problem) if problem else "",
    )
