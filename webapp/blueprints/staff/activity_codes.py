"""The sign-in code of an activity: on the screen at the place, and on paper where there is none."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp import clock
from webapp.blueprints.staff import blueprint
from webapp.models import Activity
from webapp.office.frame import picture_of
from webapp.operations.sign_in_codes import changes_at, code_of, paper_code_of, put_on_paper
from webapp.queries.activities import activity_by_id


@blueprint.get("/activities/<int:key>/code")
def activity_code(key: int) -> ResponseReturnValue:
    """On the activity's day the code of these minutes; the page renews itself."""
    found = _find(key)
    today, until = clock.today(current_user.community), changes_at()
    is_today = found.day == today
    return render_template(
        "staff/activity_code.html",
        activity=found,
        is_today=is_today,
        is_over=found.day < today,
        picture=_picture(found, code_of(found)) if is_today else "",
        until=until,
        seconds=int((until - clock.now()).total_seconds()) + 1,
    )


@blueprint.get("/activities/<int:key>/paper-code")
def paper_code(key: int) -> ResponseReturnValue:
    found = _find(key)
    if not found.on_paper:
        return redirect(url_for("staff.activity_code", key=key))
    picture = _picture(found, paper_code_of(found))
    return render_template("staff/activity_paper_code.html", activity=found, picture=picture)


@blueprint.post("/activities/<int:key>/paper-code")
def choose_paper_code(key: int) -> ResponseReturnValue:
    wanted = request.form.get("do") == "use"
    if not put_on_paper(current_user, key, wanted=wanted):
        abort(404)
    return redirect(url_for("staff.paper_code" if wanted else "staff.activity_code", key=key), 303)


def _find(key: int) -> Activity:
    return activity_by_id(current_user.community_id, key) or abort(404)


def _picture(activity: Activity, code: str) -> str:
    return picture_of(url_for("resident.here", key=activity.id, code=code, _external=True))
