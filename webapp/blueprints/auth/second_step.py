"""The second step: typing a one-time code at sign-in, and setting it up, renewing its recovery codes or ending it."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_login import current_user, login_required

from webapp import one_time
from webapp.blueprints.auth import blueprint, words
from webapp.blueprints.auth.account import me
from webapp.blueprints.auth.entering import enter, home_of, stay
from webapp.encryption import SECOND_STEP, decrypt
from webapp.extensions import limiter
from webapp.models import User
from webapp.office.frame import picture_of
from webapp.operations.pass_second_step import TooFast, end_second_step, pass_second_step, renew_recovery_codes
from webapp.operations.set_up_second_step import begin_second_step, confirm_second_step
from webapp.operations.user_affairs import UserRefused
from webapp.queries.second_steps import has_second_step, second_step_of
from webapp.sessions import held_sign_in


@blueprint.get("/second-step/")
def second_step():
    held = held_sign_in()
    return render_template("auth/second_step.html") if held else redirect(url_for("auth.sign_in"))


@blueprint.post("/second-step/")
@limiter.limit("20 per minute")
def take_second_step():
    held = held_sign_in()
    if held is None:
        return redirect(url_for("auth.sign_in"), 303)
    try:
        pass_second_step(held.user, request.form.get("code", ""))
    except (UserRefused, TooFast) as refused:
        return render_template("auth/second_step.html", **_said(refused)), _status(refused)
    enter(held.user, held.way)
    return redirect(held.target or home_of(held.user), 303)


@blueprint.get("/second-step/set-up/")
def set_up():
    """For who is signed in, and for whose sign-in waits until it is done. A secret shows until it is confirmed."""
    user = _who()
    if user is None:
        return redirect(url_for("auth.sign_in"))
    return _set_up_page(user)


@blueprint.post("/second-step/set-up/")
@limiter.limit("20 per minute")
def begin_set_up():
    user = _who()
    if user is None:
        return redirect(url_for("auth.sign_in"), 303)
    try:
        begin_second_step(user)
    except UserRefused:
        return redirect(url_for("auth.account" if current_user.is_authenticated else "auth.sign_in"), 303)
    return redirect(url_for("auth.set_up"), 303)


@blueprint.post("/second-step/confirm")
@limiter.limit("20 per minute")
def confirm_set_up():
    """The recovery codes show on this answer alone."""
    user, held = _who(), held_sign_in()
    if user is None:
        return redirect(url_for("auth.sign_in"), 303)
    try:
        codes = confirm_second_step(user, request.form.get("code", ""))
    except UserRefused as refused:
        return _set_up_page(user, words.refusal(refused.reason)), 422
    enter(user, held.way if held else "password")
    return _codes_page(codes, (held.target if held else "") or home_of(user), is_new=True)


@blueprint.post("/second-step/codes")
@login_required
@limiter.limit("20 per minute")
def new_codes():
    try:
        codes = renew_recovery_codes(me(), request.form.get("code", ""))
    except (UserRefused, TooFast) as refused:
        return _manage_page(**_said(refused)), _status(refused)
    return _codes_page(codes, url_for("auth.account"), is_new=False)


@blueprint.get("/second-step/change/")
@login_required
def manage():
    return _manage_page() if has_second_step(me()) else redirect(url_for("auth.set_up"))


@blueprint.post("/second-step/end")
@login_required
@limiter.limit("20 per minute")
def end():
    """Where the community wants a second step, the next one is set up at once."""
    try:
        end_second_step(me(), request.form.get("code", ""))
    except (UserRefused, TooFast) as refused:
        return _manage_page(**_said(refused)), _status(refused)
    stay(me())
    return redirect(url_for("auth.set_up", ended=1), 303)


def _who() -> User | None:
    if current_user.is_authenticated:
        return me()
    held = held_sign_in()
    # Whose sign-in waits for a code may not make codes: only who has none yet.
    return held.user if held and not has_second_step(held.user) else None


def _set_up_page(user: User, problem: str = "") -> str:
    step = second_step_of(user)
    secret = decrypt(step.secret, SECOND_STEP) if step and step.confirmed_at is None else None
    return render_template(
        "auth/set_up.html",
        user=user,
        is_signed_in=current_user.is_authenticated,
        is_done=bool(step and step.confirmed_at),
        is_ended="ended" in request.args,
        secret=one_time.grouped(secret) if secret else "",
        picture=picture_of(one_time.address_of(secret, user.username)) if secret else "",
        problem=problem,
    )


def _codes_page(codes: list[str], target: str, is_new: bool) -> str:
    shown = [one_time.grouped(code) for code in codes]
    return render_template("auth/recovery_codes.html", codes=shown, target=target, is_new=is_new)


def _manage_page(**said: object) -> str:
    return render_template("auth/second_step_change.html", **said)


def _said(refused: UserRefused | TooFast) -> dict[str, object]:
    """What the field's template tells: nothing is wrong with a code that was not tried."""
    if isinstance(refused, TooFast):
        return {"minutes": -(-refused.seconds // 60)}
    return {"problem": words.refusal(refused.reason)}


def _status(refused: UserRefused | TooFast) -> int:
    return 429 if isinstance(refused, TooFast) else 422
