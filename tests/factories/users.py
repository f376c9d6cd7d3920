"""Users with roles, phones with tokens."""

from __future__ import annotations

import datetime as dt
import uuid
from itertools import count

from tests.factories.communities import grid_of
from webapp import clock
from webapp.extensions import db
from webapp.models import Assignment, Community, Courtyard, Device, Recusal, User, UserRole
from webapp.passwords import hash_secret, make_token, token_digest

PASSWORD = "correct horse"
_hash = hash_secret(PASSWORD)
_numbers = count(1)


def make_user(community: Community, *roles: str, name: str = "王志远", username: str | None = None) -> User:
    """A user whose password is PASSWORD; an inspector walks the community's grid."""
    place = next(_numbers)
    user = User(
        community_id=community.id,
        username=username or f"user{place}",
        name=name,
        number=f"{place:02d}",
        password_hash=_hash,
        session_stamp="1",
        roles=[UserRole(community_id=community.id, name=role) for role in roles],
    )
    db.session.add(user)
    db.session.flush()
    if "inspector" in roles:
        grid = grid_of(community)
        db.session.add(
            Assignment(community_id=community.id, user_id=user.id, grid_id=grid.id, since=dt.date(2020, 1, 1))
        )
    db.session.commit()
    return user


def recuse(user: User, courtyard: Courtyard) -> None:
    db.session.add(Recusal(community_id=user.community_id, user_id=user.id, courtyard_id=courtyard.id, reason="亲属"))
    db.session.commit()


def make_device(user: User) -> tuple[Device, str]:
    """A phone of this person, and its token."""
    token = make_token()
    device = Device(
        community_id=user.community_id,
        public_id=str(uuid.uuid4()),
        phone=str(uuid.uuid4()),
        user_id=user.id,
        name="测试手机",
        token_hash=token_digest(token),
        issued_at=clock.now(),
    )
    db.session.add(device)
    db.session.commit()
    return device, token


def sign_in(client, user: User) -> None:
    """Put the user's session into the test client's cookie, as a sign-in does."""
    with client.session_transaction() as session:
        session["_user_id"] = user.get_id()
        session["_fresh"] = True
