"""Signing in with a code that staff show as QR, or read out."""

from __future__ import annotations

from flask import redirect, render_template, request
from flask_babel import gettext as _

from webapp import clock
from webapp.blueprints.auth import blueprint
from webapp.blueprints.auth.entering import enter
from webapp.extensions import limiter
from webapp.operations.sign_in_by_code import tidy, use_code
from webapp.passwords import token_digest
from webapp.queries.sign_in_codes import open_code

HOME = "/inspect/"


@blueprint.get("/code/")
@limiter.limit("30 per minute")
def code():
    """Opening the address uses nothing up: chat programs open links before people do."""
    typed = request.args.get("code", "")
    found = open_code(token_digest(tidy(typed)), clock.now()) if typed else None
    problem = _over() if typed and found is None else ""
    name = found.user.name if found else ""
    return render_template("auth/code.html", typed=typed[:40], name=name, problem=problem)


@blueprint.post("/code/")
@limiter.limit("20 per minute")
def sign_in_by_code():
    typed = request.form.get("code", "")
    user = use_code(typed)
    if user is None:
        return render_template("auth/code.html", typed=typed[:40], name="", problem=_over()), 422
    enter(user, "code")
    return redirect(HOME, 303)


def _over() -> str:
    return _("这个登录码用不了：抄错了，用过了，或者过了10分钟。再要一个。")
