"""Who can sign in to the demo with what: fixed words on this machine alone, random ones where others can reach it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import select

from webapp.demo.officials import OFFICIALS
from webapp.domain.pin import draw
from webapp.extensions import db
from webapp.models import Account, AccountHolder, Household, Month, Reservation, Score, User
from webapp.operations.set_pin import set_pin
from webapp.operations.transaction import transaction
from webapp.passwords import hash_secret, make_stamp
from webapp.queries.users import user_by_name

FIXED_PASSWORD = "sanbao-demo"
FIXED_PINS = ("246810", "135790", "314159")
RANDOM_BYTES = 9
TELLING = {"deduction", "restored"}


@dataclass(frozen=True, slots=True)
class SignIns:
    """Passwords by username, PINs by household code; the first household's card has most to show."""

    passwords: dict[str, str]
    pins: dict[str, str]


def make_sign_ins(are_fixed: bool) -> SignIns:
    """Sign-ins for the six users and for three households."""
    codes = [household.code for household in _households()]
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


def _households() -> list[Household]:
    """An owner whose last score has most to explain, a household that rents, and one that has goods put by."""
    owner, other = _most_telling_owners()
    other = _with_goods_put_by(besides=owner) or other
    tenant = db.session.scalars(select(Household).where(Household.kind == "tenant").order_by(Household.id)).first()
    assert tenant is not None, "people rent in the demo"
    return [owner, tenant, other]


def _most_telling_owners() -> list[Household]:
    """The owners of the two courtyards whose lines in the last published month are of most kinds."""
    month = select(Month.id).where(Month.state != "open").order_by(Month.name.desc()).limit(1).scalar_subquery()
    found = db.session.execute(
        select(Household, Score.lines)
        .join(AccountHolder, AccountHolder.household_id == Household.id)
        .join(Account, Account.id == AccountHolder.account_id)
        .join(Score, Score.account_id == Account.id)
        .where(Score.month_id == month)
        .order_by(Household.id)
    ).all()
    ranked = sorted(found, key=lambda row: -len(TELLING & {line["kind"] for line in row.lines}))
    return [row.Household for row in ranked[:2]]


def _with_goods_put_by(besides: Household) -> Household | None:
    """One that had them put by with its own card."""
    found = select(Household).join(Reservation, Reservation.household_id == Household.id).order_by(Reservation.id)
    return db.session.scalars(found.where(Household.id != besides.id)).first()
