"""The months that wait for oversight, and one of them with its evidence."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp.blueprints.oversight import blueprint
from webapp.domain.months.cycle import NotAllowed, State
from webapp.models import Month, User
from webapp.office.again_page import again_page
from webapp.office.fairness_page import fairness_page
from webapp.office.month_page import account_page, month_page
from webapp.operations.confirm_month import confirm_month
from webapp.operations.republish_month import agree_to_correction
from webapp.operations.stop_month import stop_month
from webapp.queries.months import drafters, month_shown, months_of

STEPS: dict[str, Callable[[User, str, str], None]] = {
    "confirm": confirm_month,
    "stop": stop_month,
    "agree": agree_to_correction,  # with the digest of what was shown
}
LONGEST = 500


@blueprint.get("/")
def months():
    found = months_of(current_user.community_id)
    waiting = sum(month.state == State.REVIEWED for month in found)
    return render_template("oversight/months.html", months=found, waiting=waiting)


@blueprint.get("/months/<name>/")
def month(name: str):
    return _page(_month(name))


@blueprint.post("/months/<name>/")
def take_step(name: str):
    step = request.form.get("step", "")
    operation = STEPS.get(step) or abort(400)
    month = _month(name)
    try:
        operation(current_user, name, request.form.get("note", "")[:LONGEST])
    except NotAllowed as refusal:
        return _page(month, refusal.reason), 422 if refusal.reason == "no_reason" else 409
    return redirect(url_for("oversight.month", name=name, done=step), 303)


@blueprint.get("/months/<name>/accounts/<int:account>/")
def account(name: str, account: int):
    month = _month(name)
    shown = account_page(month, account) or abort(404)
    return render_template("staff/account.html", **shown)


@blueprint.get("/months/<name>/accounts/<int:account>/again/")
def again(name: str, account: int):
    shown = again_page(_month(name), account) or abort(404)
    return render_template("staff/again.html", **shown)


def _page(month: Month, problem: str = "") -> str:
    return render_template(
        "oversight/month.html",
        **month_page(month),
        own=current_user.id in drafters(month),
        problem=problem,
        given=request.form,
        done=request.args.get("done", ""),
    )


@blueprint.get("/months/<name>/fairness/")
def fairness(name: str):
    return render_template("staff/fairness.html", **fairness_page(_month(name)))


def _month(name: str) -> Month:
    return month_shown(current_user.community_id, name) or abort(404)
