"""A link that an administrator gave: choose a username and a password, or only a password, and be signed in."""

from __future__ import annotations

from flask import render_template, request
from flask_login import logout_user

from webapp import clock
from webapp.blueprints.auth import blueprint, words
from webapp.blueprints.auth.entering import go_on
from webapp.extensions import limiter
from webapp.office import words as office_words
from webapp.operations.accept_invitation import accept_invitation
from webapp.operations.user_affairs import UserRefused
from webapp.passwords import token_digest
from webapp.queries.invitations import open_invitation


@blueprint.get("/invitation/")
@limiter.limit("30 per minute")
def invitation():
    """Opening the address uses nothing up: chat programs open links before people do."""
    return _page(request.args.get("token", ""))


@blueprint.post("/invitation/")
@limiter.limit("20 per minute")
def accept():
    form = {name: request.form.get(name, "") for name in ("token", "username", "password", "again")}
    try:
        user = accept_invitation(**form)
    except UserRefused as refused:
        return _page(form["token"], form["username"], refused.reason, 422)
    logout_user()  # whoever was signed in here was somebody else, or is so no more
    return go_on(user, "link")


def _page(token: str, username: str = "", problem: str = "", status: int = 200):
    found = open_invitation(token_digest(token), clock.now()) if token else None
    if found is None:
        return render_template("auth/invitation_over.html"), 404 if status == 200 else status
    page = render_template(
        "auth/invitation.html",
        token=token,
        invited=found.user,
        inviter=found.maker.name if found.maker else "",
        roles=office_words.roles(found.user.role_names),
        username=username[:80],
        problem=words.refusal(problem) if problem else "",
        wrong=words.wrong_field(problem),
    )
    return page, status
