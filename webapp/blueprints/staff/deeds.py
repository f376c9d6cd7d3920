"""Bonus deeds that wait for a decision: accepted, cut or refused, one by one or all of an activity."""

from __future__ import annotations

from itertools import groupby

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp.blueprints.staff import blueprint
from webapp.office.deed_pages import rows_page
from webapp.office.frame import row_key, wants_fragment
from webapp.operations.decide_deed import ACCEPT, REFUSE, Ruling, accept_together, decide_deed
from webapp.pictures import answer_picture
from webapp.queries.claims import has_deed_photo
from webapp.queries.deed_desk import DeskDeed, shown_deed, waiting_at_desk

STATUS = {"recused": 403, "own_deed": 403, "own_repair": 403} | dict.fromkeys(
    ("points_differ", "no_household", "no_deed_text", "no_less_text", "no_undo_text"), 422
)


@blueprint.get("/deeds/")
def deeds():
    return _page(together=request.args.get("together", None, int))


@blueprint.post("/deeds/")
def decide_one():
    key = request.form.get("deed", 0, row_key)
    verb = request.form.get("do", "")
    if verb not in (ACCEPT, REFUSE):
        abort(400)
    refusal = decide_deed(current_user, key, _ruling(verb))
    if refusal == "unknown":
        abort(404)
    status = STATUS.get(refusal, 409) if refusal else 200
    if wants_fragment():
        return _row(key, refusal or ""), status
    return (_page(refusal, key), status) if refusal else redirect(url_for("staff.deeds"), 303)


@blueprint.post("/deeds/together")
def accept_activity():
    shown = dict(_shown(each) for each in request.form.getlist("deed"))
    taken = accept_together(current_user, request.form.get("activity", 0, row_key), shown)
    return redirect(url_for("staff.deeds", together=taken), 303)


@blueprint.get("/deeds/<int:key>/photos/<sha256>/<size>.jpg")
def deed_picture(key: int, sha256: str, size: str):
    if not has_deed_photo(current_user.community_id, key, sha256):
        abort(404)
    return answer_picture(current_user.community_id, sha256, size)


def _shown(pair: str) -> tuple[int, int]:
    """A deed's id and the version that the page showed; what is none matches nothing."""
    key, _, version = pair.partition("-")
    return (int(key), int(version)) if key.isdecimal() and version.isdecimal() else (0, 0)


def _ruling(verb: str) -> Ruling:
    """A number that is none counts as one outside the rule, not as one left out."""
    form = request.form
    points = None if form.get("points") is None else form.get("points", 0, _points)
    quantity = None if form.get("quantity") is None else form.get("quantity", 0, row_key)
    household = form.get("household") and form.get("household", -1, row_key)
    return Ruling(verb, points, household or None, form.get("text", ""), quantity, form.get("seen", None, int))


def _points(text: str) -> int:
    """A rule may let one choose 0."""
    return 0 if text.strip() == "0" else row_key(text)


def _row(key: int, problem: str) -> str:
    deed = shown_deed(current_user.community_id, key) or abort(404)
    shown = rows_page([deed])
    return render_template("staff/_deed.html", **shown, desk=shown["rows"][0], problem=problem, refused=key)


def _page(problem: str = "", refused: int = 0, together: int | None = None) -> str:
    shown = rows_page(waiting_at_desk(current_user.community_id))
    sheets, others = _by_activity(shown["rows"])
    known = any(each.deed.id == refused for each in shown["rows"])
    return render_template(
        "staff/deeds.html",
        **shown,
        by_activity=sheets,
        others=others,
        problem=problem,
        refused=refused if known else 0,
        together=together,
    )


def _by_activity(rows: list[DeskDeed]) -> tuple[list[tuple], list[DeskDeed]]:
    """(activity, its rows), the oldest first; and those that stand on no sheet."""
    on_sheets = sorted((row for row in rows if row.deed.activity), key=lambda row: row.deed.activity_id or 0)
    sheets = [(group[0].deed.activity, group) for _, found in groupby(on_sheets, _activity) if (group := list(found))]
    return sheets, [row for row in rows if not row.deed.activity]


def _activity(row: DeskDeed) -> int:
    return row.deed.activity_id or 0
