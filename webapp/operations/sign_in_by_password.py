"""Sign in with a name and a password; guesses are slowed by name and by network address."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.models import User
from webapp.operations.slow_guessing import (
    PER_ADDRESS,
    PER_NAME,
    PER_NAME_HERE,
    forgive_all,
    forgive_guess,
    subject_digest,
    take_turn,
)
from webapp.operations.transaction import lock_words, transaction
from webapp.passwords import secret_matches
from webapp.queries.users import user_by_name


@dataclass(frozen=True, slots=True)
class TooFast:
    """Guessed too often; not tried. `seconds` until the next try."""

    seconds: int


def sign_in_by_password(username: str, password: str, address: str) -> User | TooFast | None:
    """The user; None when name and password don't belong together, also when there is no such name."""
    by_name = subject_digest("name", username)
    by_both, by_address = subject_digest("name here", f"{username} {address}"), subject_digest("office", address)
    seconds = take_turn({by_name: PER_NAME, by_both: PER_NAME_HERE, by_address: PER_ADDRESS})
    if seconds:
        return TooFast(seconds)
    user = user_by_name(username)
    # Hashing takes 50 ms on purpose, so no transaction is held while it runs.
    if not secret_matches(user.password_hash if user else None, password):
        return None
    with transaction() as session:
        lock_words(session, by_name, by_both, by_address)
        forgive_all(session, by_both)
        forgive_guess(by_name, PER_NAME)
        forgive_guess(by_address, PER_ADDRESS)
    return user_by_name(username)
