"""Who is asking: a user by password, a household by code and PIN, a device by token."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import Flask, Request, abort, redirect, request, session, url_for
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_login import current_user
from sqlalchemy.orm import joinedload

from webapp import clock
from webapp.extensions import db, login_manager
from webapp.models import Courtyard, Household, User

HOUSEHOLD = "household"
HELD = "held"
HELD_FOR = dt.timedelta(minutes=15)
AT_ONCE = (joinedload(User.community), joinedload(User.roles))  # every page asks them
OF_CARD = (  # and these every page of a card
    joinedload(Household.community),
    joinedload(Household.access),
    joinedload(Household.courtyard).joinedload(Courtyard.lane),
)


class SessionsOfCookies(SecureCookieSessionInterface):
    """Flask's own; who brings none has none, without a signature being made ready."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) not in request.cookies and app.secret_key:
            return self.session_class()
        return super().open_session(app, request)


def init_app(app: Flask) -> None:
    app.session_interface = SessionsOfCookies()
    login_manager.init_app(app)
    login_manager.user_loader(load_user)
    login_manager.unauthorized_handler(ask_to_sign_in)


def load_user(identity: str) -> User | None:
    """The user of a session, unless the password changed since or the account was closed."""
    number, _, stamp = identity.partition(".")
    user = db.session.get(User, int(number), options=AT_ONCE) if number.isdigit() else None
    return user if user and user.active and user.session_stamp == stamp else None


def ask_to_sign_in():
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("auth.sign_in", next=target))


def require_role(*roles: str):
    """A before_request rule: signed in, and with one of these roles."""

    def rule():
        if not current_user.is_authenticated:
            return ask_to_sign_in()
        if not current_user.has_role(*roles):
            abort(403)
        return None

    return rule


@dataclass(frozen=True, slots=True)
class Held:
    """A sign-in that waits for its second step: nobody is signed in yet. `way` is how the first step was taken."""

    user: User
    way: str
    target: str


def hold_sign_in(user: User, way: str, target: str) -> None:
    until = round((clock.now() + HELD_FOR).timestamp())
    session[HELD] = {"who": user.get_id(), "until": until, "way": way, "target": target}


def held_sign_in() -> Held | None:
    """Unless it took too long, or the account changed since."""
    kept = session.get(HELD)
    if kept is None or clock.now().timestamp() > kept["until"]:
        return None
    user = load_user(kept["who"])
    return Held(user, kept["way"], kept["target"]) if user else None


def release_sign_in() -> None:
    session.pop(HELD, None)


def open_household(household: Household, *, stays: bool) -> None:
    """Begin a card session; it is apart from a user's sign-in. One that does not stay ends with the browser."""
    session[HOUSEHOLD] = household.id
    session.permanent = stays


def close_household() -> None:
    session.pop(HOUSEHOLD, None)
    session.permanent = False


def current_household() -> Household | None:
    """The household whose card is open in this browser."""
    identity = session.get(HOUSEHOLD)
    return db.session.get(Household, identity, options=OF_CARD) if identity else None
