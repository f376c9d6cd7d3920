"""The months that wait for oversight, and one of them with its evidence."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp import clock
from webapp.blueprints.oversight import blueprint
from webapp.domain.month_cycle import NotAllowed
from webapp.models import Month
from webapp.operations.confirm_month import confirm_month
from webapp.operations.stop_month import stop_month
from webapp.queries.evidence import evidence_of
from webapp.queries.ledger import chain_break, last_entry
from webapp.queries.month_desk import desk_rows, month_desk
from webapp.queries.months import current_steps, drafters, month_named, months_of

STEPS = {"confirm": confirm_month, "stop": stop_month}
LONGEST = 500


@blueprint.get("/")
def months():
    found = months_of(current_user.community_id)
    last = last_entry(current_user.community_id)
    broken = chain_break(current_user.community_id)
    return render_template("oversight/months.html", months=found, last=last, broken=broken)


@blueprint.get("/months/<name>/")
def month(name: str):
    return _page(_month(name))


@blueprint.post("/months/<name>/<step>")
def take_step(name: str, step: str):
    operation = STEPS.get(step) or abort(404)
    month = _month(name)
    try:
        operation(current_user, name, request.form.get("note", "")[:LONGEST])
    except NotAllowed as refusal:
        return _page(month, refusal.reason), 422 if refusal.reason == "no_reason" else 409
    return redirect(url_for("oversight.month", name=name, done=step), 303)


@blueprint.get("/months/<name>/accounts/<int:account>/")
def account(name: str, account: int):
    month = _month(name)
    rows = desk_rows(month, clock.today(current_user.community))
    row = next((each for each in rows if each.account.id == account), None) or abort(404)
    return render_template("staff/account.html", month=month, row=row, evidence=evidence_of(month, row))


def _page(month: Month, problem: str = "") -> str:
    return render_template(
        "oversight/month.html",
        desk=month_desk(month, clock.today(current_user.community)),
        steps=current_steps(month),
        own=current_user.id in drafters(month),
        problem=problem,
        given=request.form,
        done=request.args.get("done", ""),
        only_changed="changed" in request.args,
    )


def _month(name: str) -> Month:
    return month_named(current_user.community_id, name) or abort(404)
