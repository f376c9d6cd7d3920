"""Deeds that were decided on: looked for, and a decision taken back."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp.blueprints.staff import blueprint
from webapp.blueprints.staff.deeds import STATUS
from webapp.domain.months.cycle import takes_changes
from webapp.office.deed_pages import rows_page
from webapp.office.frame import page_number, row_key
from webapp.operations.decide_deed import REOPEN, Ruling, decide_deed
from webapp.queries.deed_desk import DECIDED, Wanted, decided_deeds, shown_deed
from webapp.queries.months import states_of


@blueprint.get("/deeds/decided")
def decided():
    return _page()


@blueprint.post("/deeds/decided")
def undo_decision():
    key = request.form.get("deed", 0, row_key)
    ruling = Ruling(REOPEN, reason=request.form.get("text", ""), seen=request.form.get("seen", None, int))
    refusal = decide_deed(current_user, key, ruling)
    if refusal == "unknown":
        abort(404)
    if refusal:
        return _page(refusal, key), STATUS.get(refusal, 409)
    return redirect(url_for("staff.decided", undone=1), 303)


def _page(problem: str = "", refused: int = 0) -> str:
    """With `deed` in the address, or one whose undoing was refused, that one alone."""
    asked, only = request.args, refused or request.args.get("deed", 0, row_key)
    wanted = Wanted(asked.get("words", "")[:60], asked.get("kind", "")[:40], asked.get("state", ""))
    community = current_user.community_id
    found, more = _only(only) if only else decided_deeds(community, wanted, page_number())
    shown = rows_page(found)
    states = states_of(community, {deed.month for deed in found})
    return render_template(
        "staff/decided.html",
        **shown,
        wanted=wanted,
        more=more,
        page_number=page_number(),
        only=only,
        closed={name for name, state in states.items() if not takes_changes(state)},
        problem=problem,
        refused=refused if found else 0,
    )


def _only(key: int):
    deed = shown_deed(current_user.community_id, key)
    return ([deed] if deed and deed.state in DECIDED else []), False
