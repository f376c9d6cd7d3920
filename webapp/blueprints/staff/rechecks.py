"""What households say is put right: before and after side by side; a re-check is arranged, or the reason why not."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp.blueprints.staff import blueprint
from webapp.domain.months.put_right import Step
from webapp.office.recheck_pages import rechecks_page
from webapp.operations.arrange_recheck import arrange_recheck
from webapp.pictures import answer_picture
from webapp.queries.put_rights import has_put_right_photo

STATUS = {"recused": 403, "wrong_role": 403, "changed": 409}


@blueprint.get("/rechecks/")
def rechecks():
    return render_template("staff/rechecks.html", **rechecks_page())


@blueprint.post("/rechecks/<int:key>/")
def decide_recheck(key: int):
    verb = request.form.get("do", "")
    if verb not in (Step.ARRANGE, Step.DECLINE):
        abort(400)
    reason = request.form.get("text", "")
    problem = arrange_recheck(current_user, key, Step(verb), reason, request.form.get("seen", -1, int))
    if problem == "unknown":
        abort(404)
    if problem is None:
        return redirect(url_for("staff.rechecks"), 303)
    return render_template("staff/rechecks.html", **rechecks_page(problem, key)), STATUS.get(problem, 422)


@blueprint.get("/rechecks/<int:key>/photos/<sha256>/<size>.jpg")
def recheck_picture(key: int, sha256: str, size: str):
    if not has_put_right_photo(current_user.community_id, key, sha256):
        abort(404)
    return answer_picture(current_user.community_id, sha256, size)
