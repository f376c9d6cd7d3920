"""Activities and their sign-in sheets."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp import clock
from webapp.blueprints.staff import blueprint
from webapp.domain.imports.attendees import match
from webapp.models import Activity
from webapp.office.activity_pages import form_page, plan_from_form, posted_words, sheet_page
from webapp.office.frame import page_number, row_key, wants_fragment
from webapp.operations.keep_activity import change_activity, keep_sheet, make_activity
from webapp.operations.keep_photos import keep_photos
from webapp.operations.note_attendance import SignedIn, sign_in, sign_in_lines, strike_out, who_can_sign_in
from webapp.operations.post_activity import post_activity, take_back_activity
from webapp.pictures import answer_picture
from webapp.queries.activities import activity_by_id, listed_activities
from webapp.queries.rule_books import rule_book_in_force

CONFLICTS = ("changed", "posted", "month_closed", "nothing_posted", "nobody_left")


@blueprint.get("/activities/")
def activities():
    listed, more = listed_activities(current_user.community_id, page_number())
    _, book = rule_book_in_force(current_user.community_id, f"{clock.today(current_user.community):%Y-%m}")
    return render_template("staff/activities.html", listed=listed, more=more, page_number=page_number(), book=book)


@blueprint.get("/activities/new")
def new_activity():
    return render_template("staff/activity_form.html", **form_page(None))


@blueprint.post("/activities/new")
def keep_activity():
    plan, token = plan_from_form(), request.form.get("token", "")[:36]
    kept = make_activity(current_user, plan, token) if plan and token else None
    if kept is not None and kept.activity is not None:
        return redirect(url_for("staff.activity", key=kept.activity.id), 303)
    problem = kept.refusal if kept else "bad_day"
    return render_template("staff/activity_form.html", **form_page(None, problem or "")), 422


@blueprint.get("/activities/<int:key>/edit")
def edit_activity(key: int):
    return render_template("staff/activity_form.html", **form_page(_find(key)))


@blueprint.post("/activities/<int:key>/edit")
def save_activity(key: int):
    found, plan = _find(key), plan_from_form()
    problem = change_activity(current_user, key, plan, request.form.get("seen", -1, int)) if plan else "bad_day"
    if problem is None:
        return redirect(url_for("staff.activity", key=key), 303)
    return render_template("staff/activity_form.html", **form_page(found, problem)), _status(problem)


@blueprint.get("/activities/<int:key>/")
def activity(key: int):
    posted, left = request.args.get("posted", 0, int), request.args.get("left", 0, int)
    return render_template(
        "staff/activity.html", **sheet_page(_find(key), done=posted_words(posted, left) if posted else "")
    )


@blueprint.get("/activities/<int:key>/people")
def find_people(key: int):
    """The part that htmx fills while one types; without it, the page with what was asked."""
    found, typed = _find(key), request.args.get("who", "")[:60]
    choices = tuple(match(typed, who_can_sign_in(current_user, found)))
    if wants_fragment():
        return render_template("staff/_found.html", choices=choices)
    return render_template("staff/activity.html", **sheet_page(found, SignedIn(choices=choices)))


@blueprint.post("/activities/<int:key>/people")
def add_people(key: int):
    _find(key)
    form = request.form
    if "lines" in form:
        signed = sign_in_lines(current_user, key, form["lines"][:40_000])
    else:
        signed = sign_in(current_user, key, form.get("who", "")[:60], form.get("pick", "")[:60])
    if signed.refusal or signed.choices or signed.left:
        return _sheet(key, signed), 422
    return _sheet(key, signed) if wants_fragment() else redirect(url_for("staff.activity", key=key), 303)


@blueprint.post("/activities/<int:key>/strike-out")
def strike_out_person(key: int):
    _find(key)
    problem = strike_out(current_user, key, request.form.get("row", 0, row_key))
    if problem or wants_fragment():
        return _sheet(key, problem=problem or ""), _status(problem)
    return redirect(url_for("staff.activity", key=key), 303)


@blueprint.post("/activities/<int:key>/post")
def post_sheet(key: int):
    _find(key)
    posted = post_activity(current_user, key, request.form.get("seen", -1, int))
    if posted.refusal:
        return _sheet(key, problem=posted.refusal), _status(posted.refusal)
    return redirect(url_for("staff.activity", key=key, posted=posted.deeds, left=sum(posted.left.values())), 303)


@blueprint.post("/activities/<int:key>/take-back")
def take_back_sheet(key: int):
    _find(key)
    problem = take_back_activity(current_user, key, request.form.get("text", ""), request.form.get("seen", -1, int))
    if problem:
        return _sheet(key, problem=problem), _status(problem)
    return redirect(url_for("staff.activity", key=key), 303)


@blueprint.post("/activities/<int:key>/picture")
def keep_sheet_picture(key: int):
    found = _find(key)
    file = request.files.get("picture")
    kept, problem = keep_photos(current_user.community_id, [file.read()] if file else [])
    if not kept:
        shown = render_template("staff/activity.html", **sheet_page(found), picture_problem=problem or "no_file")
        return shown, 422
    keep_sheet(current_user, key, kept[0])
    return redirect(url_for("staff.activity", key=key), 303)


@blueprint.get("/activities/<int:key>/picture/<size>.jpg")
def sheet_picture(key: int, size: str):
    return answer_picture(current_user.community_id, _find(key).sheet or abort(404), size)


def _find(key: int) -> Activity:
    return activity_by_id(current_user.community_id, key) or abort(404)


def _sheet(key: int, signed: SignedIn | None = None, problem: str = "") -> str:
    """The sheet alone where htmx asks, else its page."""
    shown = sheet_page(_find(key), signed, problem)
    return render_template("staff/_sheet.html" if wants_fragment() else "staff/activity.html", **shown)


def _status(problem: str | None) -> int:
    if problem is None:
        return 200
    return 403 if problem == "recused" else 409 if problem in CONFLICTS else 422
