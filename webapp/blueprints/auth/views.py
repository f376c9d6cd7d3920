"""Signing in and out with a password."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from webapp.blueprints.auth import blueprint
from webapp.blueprints.auth.entering import go_on, home_of, leave
from webapp.extensions import limiter
from webapp.operations.sign_in_by_password import TooFast, sign_in_by_password
from webapp.security import can_work_offline
from webapp.targets import own_path

MINUTE = 60


@blueprint.route("/sign-in", methods=["GET", "POST"])
@limiter.limit("20 per minute", methods=["POST"])
def sign_in():
    if request.method == "GET":
        return _page()
    username = request.form.get("username", "").strip()[:40]
    found = sign_in_by_password(username, request.form.get("password", ""), request.remote_addr or "")
    if isinstance(found, TooFast):
        return _page(username, minutes=-(-found.seconds // MINUTE)), 429, {"Retry-After": str(found.seconds)}
    if found is None:
        return _page(username, _("名字或密码不对，再看一遍。大小写要一样。")), 422
    return go_on(found, "password", _target())


def _page(username: str = "", problem: str = "", minutes: int = 0) -> str:
    """What leads to the phone app says first how it comes to the home screen, or that it can't here."""
    target = _target()
    to_phone = target.startswith("/inspect/")
    insecure = to_phone and not can_work_offline(request)
    return render_template(
        "auth/sign_in.html",
        target=target,
        username=username,
        problem=problem,
        minutes=minutes,
        to_phone=to_phone,
        insecure=insecure,
    )


@blueprint.post("/sign-out")
def sign_out():
    leave()
    return redirect(url_for("auth.sign_in"))


@blueprint.get("/home")
def home():
    return redirect(home_of(current_user) if current_user.is_authenticated else url_for("auth.sign_in"))


def _target() -> str:
    return own_path(request.values.get("next", ""))
