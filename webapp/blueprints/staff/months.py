"""The months, and the desk of one: what is missing, the scores, the next step."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp import clock
from webapp.blueprints.staff import blueprint
from webapp.domain.months.cycle import NotAllowed
from webapp.models import Month, User
from webapp.office.again_page import again_page
from webapp.office.fairness_page import fairness_page
from webapp.office.month_page import account_page, month_page
from webapp.operations.finalise_month import finalise_month
from webapp.operations.publish_month import publish_month
from webapp.operations.republish_month import republish_month
from webapp.operations.review_month import review_month
from webapp.operations.score_month import score_month
from webapp.operations.settle_month import settle_month
from webapp.queries.funds import commitments_of
from webapp.queries.months import month_shown, months_of
from webapp.queries.rule_books import rule_book_in_force

STEPS: dict[str, Callable[[User, str], object]] = {
    "score": score_month,
    "review": review_month,
    "publish": publish_month,
    "republish": republish_month,
    "finalise": finalise_month,
    "settle": settle_month,
}


@blueprint.get("/months/")
def months():
    community = current_user.community_id
    _, book = rule_book_in_force(community, f"{clock.today(current_user.community):%Y-%m}")
    return render_template(
        "staff/months.html", months=months_of(community), commitments=commitments_of(community, book)
    )


@blueprint.get("/months/<name>/")
def month(name: str):
    return _desk_page(_month(name))


@blueprint.post("/months/<name>/")
def take_step(name: str):
    step = request.form.get("step", "")
    operation = STEPS.get(step) or abort(400)
    month = _month(name)
    try:
        operation(current_user, name)
    except NotAllowed as refusal:
        return _desk_page(month, refusal.reason), 409
    return redirect(url_for("staff.month", name=name, done=step), 303)


@blueprint.get("/months/<name>/accounts/<int:account>/")
def account(name: str, account: int):
    month = _month(name)
    shown = account_page(month, account) or abort(404)
    return render_template("staff/account.html", **shown)


@blueprint.get("/months/<name>/accounts/<int:account>/again/")
def again(name: str, account: int):
    shown = again_page(_month(name), account) or abort(404)
    return render_template("staff/again.html", **shown)


def _desk_page(month: Month, problem: str = "") -> str:
    done = request.args.get("done", "")
    return render_template("staff/month.html", **month_page(month), problem=problem, done=done)


@blueprint.get("/months/<name>/fairness/")
def fairness(name: str):
    return render_template("staff/fairness.html", **fairness_page(_month(name)))


def _month(name: str) -> Month:
    return month_shown(current_user.community_id, name) or abort(404)
