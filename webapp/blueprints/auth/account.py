"""One's own account: password, second step, where one is signed in, phones, and what others did with it."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, session, url_for
from flask_login import current_user, login_required

from webapp import clock
from webapp.blueprints.auth import blueprint, words
from webapp.blueprints.auth.entering import SIGN_IN, home_of, leave, stay
from webapp.domain.roles import OFFICES
from webapp.extensions import limiter
from webapp.models import User
from webapp.office import user_words
from webapp.office import words as office_words
from webapp.operations.change_password import change_password
from webapp.operations.note_sign_in import sign_out_everywhere
from webapp.operations.revoke_device import revoke_device
from webapp.operations.user_affairs import UserRefused
from webapp.queries.audit import events_about
from webapp.queries.second_steps import has_second_step, recovery_codes_left
from webapp.queries.sign_ins import sign_ins_of
from webapp.queries.user_desk import phones_in_use

LISTED = 10


@blueprint.get("/account/")
@login_required
def account():
    return page()


@blueprint.post("/account/password")
@login_required
@limiter.limit("20 per minute")
def new_password():
    user = me()
    try:
        change_password(user, *(request.form.get(name, "") for name in ("old", "password", "again")))
    except UserRefused as refused:
        return page(refused.reason), 409 if refused.reason == "changed" else 422
    stay(user)
    return redirect(url_for("auth.account", done="password"), 303)


@blueprint.post("/account/sign-out-everywhere")
@login_required
def sign_out_of_all():
    sign_out_everywhere(me())
    leave()
    return redirect(url_for("auth.sign_in"), 303)


@blueprint.post("/account/devices/<public_id>/stop")
@login_required
def stop_own_device(public_id: str):
    """Like any stopped phone it signs its person out everywhere, here too."""
    if public_id not in {phone.public_id for phone in phones_in_use(me())}:
        abort(404)
    revoke_device(me(), public_id)
    leave()
    return redirect(url_for("auth.sign_in"), 303)


def me() -> User:
    """The user, not the proxy that Flask-Login hands out."""
    return current_user._get_current_object()


def page(problem: str = "") -> str:
    user = me()
    return render_template(
        "auth/account.html",
        home=home_of(user),
        roles=office_words.roles(user.role_names),
        problem=words.refusal(problem) if problem else "",
        wrong=words.wrong_field(problem),
        done=request.args.get("done", ""),
        has_office=user.has_role(*OFFICES),
        has_second_step=has_second_step(user),
        codes_left=recovery_codes_left(user),
        sign_ins=sign_ins_of(user, LISTED),
        this_one=session.get(SIGN_IN),
        phones=phones_in_use(user),
        events=events_about(user.community_id, user.id, LISTED),
        user_words=user_words,
        words=office_words,
        local=lambda instant: clock.local(user.community, instant),
    )
