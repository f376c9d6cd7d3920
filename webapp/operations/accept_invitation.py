"""Use a link: who was invited chooses username and password and has joined; who forgot theirs chooses a password."""

from __future__ import annotations

import unicodedata

from sqlalchemy.exc import IntegrityError

from webapp import clock
from webapp.models import Invitation, User
from webapp.models.types import WORD
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.operations.user_affairs import UserRefused, withdraw_links
from webapp.password_rules import refuse_password
from webapp.passwords import hash_secret, make_stamp, token_digest
from webapp.queries.invitations import open_invitation
from webapp.queries.user_desk import is_username_taken

SHORTEST_USERNAME = 3
SIGNS = frozenset("._-")


def accept_invitation(token: str, username: str, password: str, again: str) -> User:
    """The user, who may sign in from now on; sessions from before are over.

    Raises UserRefused: no_link (used, withdrawn, expired, or never made), username_short, username_signs,
    username_taken, differs, and those of password_rules.
    """
    digest = token_digest(token)
    found = open_invitation(digest, clock.now())
    if found is None:
        raise UserRefused("no_link")
    chosen = found.user.username if found.user.has_joined else choose_username(username)
    require_good(found.user, chosen, password, again)
    community_id = found.community_id
    # Hashing takes 50 ms on purpose, so no transaction is held while it runs.
    hashed = hash_secret(password)
    try:
        return _use(community_id, digest, chosen, hashed)
    except IntegrityError as clash:
        raise UserRefused("username_taken") from clash


def choose_username(typed: str) -> str:
    """Raises UserRefused where people could not use it, or take it for another's."""
    name = unicodedata.normalize("NFKC", typed).strip()
    if not SHORTEST_USERNAME <= len(name) <= WORD:
        raise UserRefused("username_short")
    if not name[0].isalnum() or not all(letter.isalnum() or letter in SIGNS for letter in name):
        raise UserRefused("username_signs")
    if is_username_taken(name):
        raise UserRefused("username_taken")
    return name


def require_good(user: User, username: str, password: str, again: str) -> None:
    """Raises UserRefused with what is wrong with a new password."""
    if refusal := refuse_password(password, username, user.name, user.community.name, "sanbao"):
        raise UserRefused(refusal)
    if password != again:
        raise UserRefused("differs")


def _use(community_id: int, digest: str, username: str, hashed: str) -> User:
    with transaction(community_id) as session:
        now = clock.now()
        link: Invitation | None = open_invitation(digest, now)
        if link is None:
            raise UserRefused("no_link")
        user, joins = link.user, not link.user.has_joined
        link.used_at = now
        user.username = username
        user.password_hash = hashed
        user.session_stamp = make_stamp()
        user.active = True
        session.flush()
        withdraw_links(session, user, now)
        note_event(session, user, "user_joined" if joins else "password_set_by_link", "user", str(user.id))
        return user
