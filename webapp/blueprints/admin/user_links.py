"""Inviting somebody, and links with which people choose a password: shown once, as QR and as text."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp.blueprints.admin import blueprint
from webapp.blueprints.admin.users import found, status_of
from webapp.domain.roles import ROLES
from webapp.office import user_words
from webapp.office.frame import picture_of
from webapp.operations.invite_user import Link, give_link, invite_user, withdraw_link
from webapp.operations.user_affairs import UserRefused
from webapp.queries.user_desk import next_number


@blueprint.get("/users/new/")
def new_user():
    return _form("", next_number(current_user.community_id), [])


@blueprint.post("/users/new/")
def invite():
    name, number, roles = request.form.get("name", ""), request.form.get("number", ""), request.form.getlist("role")
    try:
        link = invite_user(current_user._get_current_object(), name, number, roles)
    except UserRefused as refused:
        return _form(name, number, roles, refused.reason), status_of(refused)
    return _shown(link)


@blueprint.get("/users/<int:key>/link")
def ask_for_link(key: int):
    """What another link would mean, before it is made."""
    return render_template("admin/user_link_new.html", shown=found(key))


@blueprint.post("/users/<int:key>/link")
def make_link(key: int):
    found(key)
    try:
        link = give_link(current_user._get_current_object(), key) or abort(404)
    except UserRefused as refused:
        page = render_template("admin/user_link_new.html", shown=found(key), problem=user_words.refusal(refused.reason))
        return page, status_of(refused)
    return _shown(link)


@blueprint.post("/users/<int:key>/withdraw")
def withdraw(key: int):
    withdraw_link(current_user._get_current_object(), key) or abort(404)
    return redirect(url_for("admin.user", key=key, done=1), 303)


def _form(name: str, number: str, chosen: list[str], problem: str = "") -> str:
    return render_template(
        "admin/user_new.html",
        name=name,
        number=number,
        chosen=chosen,
        roles=ROLES,
        problem=user_words.refusal(problem) if problem else "",
        wrong={"no_name": "name", "no_number": "number", "number_taken": "number"}.get(problem, "roles"),
        user_words=user_words,
    )


def _shown(link: Link) -> str:
    address = url_for("auth.invitation", token=link.token, _external=True)
    picture, until = picture_of(address), link.expires_at
    return render_template("admin/user_link.html", shown=link.user, address=address, picture=picture, until=until)
