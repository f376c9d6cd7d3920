"""Links, second steps and codes, as people come by them."""

from __future__ import annotations

import datetime as dt

import pyotp

from webapp import clock
from webapp.encryption import SECOND_STEP, decrypt
from webapp.extensions import db
from webapp.models import SecondStep, User
from webapp.operations.set_up_second_step import begin_second_step, confirm_second_step

GOOD = "purple lamp over the well"


def secret_of(user: User) -> str:
    """What the user's authenticator app would know."""
    step = db.session.query(SecondStep).filter_by(user_id=user.id).one()
    return decrypt(step.secret, SECOND_STEP) or ""


def code_of(user: User, late: int = 0) -> str:
    """The code that the app shows now, or so many steps later."""
    return pyotp.TOTP(secret_of(user)).at(clock.unshifted() + dt.timedelta(seconds=30 * late))


def give_second_step(user: User) -> list[str]:
    """The recovery codes. The code of the present step is used up by it."""
    begin_second_step(user)
    return confirm_second_step(user, code_of(user))
