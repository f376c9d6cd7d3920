"""Who can sign in to the demo with what: fixed words on this machine alone, random ones where others can reach it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import select

from webapp.demo.cards import shown_households
from webapp.demo.officials import OFFICIALS
from webapp.domain.pin import draw
from webapp.extensions import db
from webapp.models import Household, User
from webapp.operations.set_pin import set_pin
from webapp.operations.transaction import transaction
from webapp.passwords import hash_secret, make_stamp
from webapp.queries.users import user_by_name

FIXED_PASSWORD = "sanbao-demo"
FIXED_PINS = ("246810", "135790", "314159")
RANDOM_BYTES = 9


@dataclass(frozen=True, slots=True)
class SignIns:
    """Passwords by username, PINs by household code; the first household's card has most to show."""

    passwords: dict[str, str]
    pins: dict[str, str]


def make_sign_ins(are_fixed: bool) -> SignIns:
    """Sign-ins for the six users and for three households."""
    codes = [household.code for household in shown_households()]
    if are_fixed:
        passwords = {official.username: FIXED_PASSWORD for official in OFFICIALS}
        return SignIns(passwords, dict(zip(codes, FIXED_PINS, strict=True)))
    passwords = {official.username: secrets.token_urlsafe(RANDOM_BYTES) for official in OFFICIALS}
    return SignIns(passwords, {code: draw(secrets.randbelow) for code in codes})


def set_sign_ins(sign_ins: SignIns) -> None:
    """From now on these hold, and whoever was signed in is signed out."""
    hashes = {username: hash_secret(password) for username, password in sign_ins.passwords.items()}
    with transaction() as session:
        for user in session.scalars(select(User).where(User.username.in_(hashes))):
            user.password_hash = hashes[user.username]
            user.session_stamp = make_stamp()
    admin = user_by_name("guanli")
    assert admin is not None, "the demo has an administrator"
    for household in db.session.scalars(select(Household).where(Household.code.in_(sign_ins.pins))).all():
        set_pin(admin, household, sign_ins.pins[household.code])
