"""The way in, after a password, a link or a code was right: a second step where there is one, then one's own pages."""

from __future__ import annotations

from flask import redirect, request, session, url_for
from flask_login import current_user, login_user, logout_user

from webapp.models import User
from webapp.operations.note_sign_in import end_sign_in, note_sign_in
from webapp.queries.second_steps import has_second_step, lacks_second_step
from webapp.sessions import hold_sign_in, release_sign_in

HOMES = {"inspector": "/inspect/", "staff": "/staff/", "oversight": "/oversight/", "admin": "/admin/"}
SIGN_IN = "sign_in"
# In this order: the first three also call themselves by the names of the last two.
BROWSERS = {"MicroMessenger": "微信", "Edg": "Edge", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {name: name for name in ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")}


def home_of(user: User) -> str:
    return next((path for role, path in HOMES.items() if user.has_role(role)), "/")


def go_on(user: User, way: str, target: str = ""):
    """To the second step, to where one is set up, or in."""
    waits_at = "auth.second_step" if has_second_step(user) else "auth.set_up" if lacks_second_step(user) else None
    if waits_at:
        logout_user()  # whoever was signed in here before
        hold_sign_in(user, way, target)
        return redirect(url_for(waits_at), 303)
    enter(user, way)
    return redirect(target or home_of(user))


def enter(user: User, way: str) -> None:
    release_sign_in()
    login_user(user, remember=True)
    session[SIGN_IN] = note_sign_in(user, way, browser_words())


def stay(user: User) -> None:
    """Here the session goes on, under the user's new stamp; elsewhere it is over."""
    enter(user, "password")


def leave() -> None:
    if current_user.is_authenticated and SIGN_IN in session:
        end_sign_in(current_user._get_current_object(), session.pop(SIGN_IN))
    logout_user()


def browser_words() -> str:
    """Firefox Android: enough to know one's own browsers by."""
    said = request.headers.get("User-Agent", "")
    found = (next((word for mark, word in known.items() if mark in said), "") for known in (BROWSERS, SYSTEMS))
    return " ".join(filter(None, found))
