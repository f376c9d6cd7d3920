"""Activities on the card: what is to come, signing up and off, and signing in at the place by its code."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp import clock
from webapp.blueprints.resident import blueprint, whom
from webapp.blueprints.resident import taking_part_words as say
from webapp.blueprints.resident.limits import slowly
from webapp.blueprints.resident.views import household
from webapp.i18n import language
from webapp.models import Activity, Attendance, SignUp
from webapp.operations.join_activity import sign_in_here, sign_off, sign_up
from webapp.operations.sign_in_codes import why_not_here
from webapp.queries.activities import activity_by_id
from webapp.queries.cards import community_of
from webapp.queries.rule_books import rule_book_in_force
from webapp.queries.sign_ups import OwnPart, own_parts, upcoming_activities


@dataclass(frozen=True, slots=True)
class Row:
    """An activity to come; `left` may still be signed up."""

    activity: Activity
    signed_up: list[SignUp]
    signed_in: list[Attendance]
    left: list[whom.Choice]


@blueprint.get("/activities/")
def activities() -> ResponseReturnValue:
    return _list()


@blueprint.post("/activities/<int:key>/sign-up")
@slowly
def sign_up_for(key: int) -> ResponseReturnValue:
    return _answered(key, sign_up(household(), key, whom.chosen()))


@blueprint.post("/activities/<int:key>/sign-off")
@slowly
def sign_off_from(key: int) -> ResponseReturnValue:
    return _answered(key, sign_off(household(), key, request.form.get("row", 0, int)))


@blueprint.get("/activities/<int:key>/here/<code>")
def here(key: int, code: str) -> ResponseReturnValue:
    """What the code at the place opens; scanning alone signs nobody in."""
    found = _find(key)
    problem = why_not_here(community_of(household()), found, code)
    return _place(found, code, problem or "")


@blueprint.post("/activities/<int:key>/here/<code>")
@slowly
def sign_in(key: int, code: str) -> ResponseReturnValue:
    found = _find(key)
    problem = sign_in_here(household(), key, code, whom.chosen())
    if problem:
        return _place(found, code, problem), 422
    return redirect(url_for("resident.here", key=key, code=code), 303)


def _find(key: int) -> Activity:
    return activity_by_id(household().community_id, key) or abort(404)


def _answered(key: int, problem: str | None) -> ResponseReturnValue:
    if problem == "unknown":
        abort(404)
    if problem:
        return _list(say.activity_problem(problem)), 422
    return redirect(url_for("resident.activities", _anchor=f"activity-{key}"), 303)


def _list(problem: str = "") -> str:
    own = household()
    today = clock.today(community_of(own))
    book = rule_book_in_force(own.community_id, f"{today:%Y-%m}")[1]
    people = whom.choices(own, today, book)
    rows = [_row(each, people) for each in own_parts(own, upcoming_activities(own.community_id, today))]
    names = {each.key: each.name for each in people}
    kinds = {each.code: each.label.text(language()) for each in book.deeds}
    return render_template(
        "resident/activities.html", rows=rows, names=names, kinds=kinds, today=today, problem=problem
    )


def _row(part: OwnPart, people: list[whom.Choice]) -> Row:
    there = {str(each.person_id or whom.FAMILY) for each in part.signed_up}
    return Row(part.activity, part.signed_up, part.signed_in, [each for each in people if each.key not in there])


def _place(activity: Activity, code: str, problem: str) -> str:
    own = household()
    book = rule_book_in_force(own.community_id, f"{min(activity.day, clock.today(community_of(own))):%Y-%m}")[1]
    people = whom.choices(own, clock.today(community_of(own)), book)
    [part] = own_parts(own, [activity])
    there = {str(row.person_id or whom.FAMILY) for row in part.signed_in}
    return render_template(
        "resident/here.html",
        activity=activity,
        code=code,
        why=say.activity_problem(problem) if problem else "",
        signed_in=[each for each in people if each.key in there],
        left=_left(people, there),
    )


def _left(people: list[whom.Choice], there: set[str]) -> list[whom.Choice]:
    """Who may still be signed in: nobody beside the whole household, nor that beside one of them."""
    if whom.FAMILY in there:
        return []
    return [each for each in people if each.key not in there and not (there and each.key == whom.FAMILY)]
