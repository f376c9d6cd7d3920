"""Open a household's card with its code and PIN."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from webapp import clock
from webapp.domain.household_code import normalise
from webapp.models import AccessVisit, Household
from webapp.operations.slow_guessing import (
    PER_ADDRESS,
    PER_CODE,
    forgive_all,
    forgive_guess,
    subject_digest,
    take_turn,
)
from webapp.operations.transaction import lock_words, transaction
from webapp.passwords import secret_matches
from webapp.queries.households import household_by_code, pin_hash_of


@dataclass(frozen=True, slots=True)
class Opened:
    """Code and PIN belong together; the opening is in the visits."""

    household: Household


@dataclass(frozen=True, slots=True)
class Wrong:
    """No such code, no PIN set yet, or another PIN: from outside all look alike."""


@dataclass(frozen=True, slots=True)
class TooFast:
    """Guessed too often; not tried. `seconds` until the next try."""

    seconds: int


def open_card(code: str, pin: str, address: str) -> Opened | Wrong | TooFast:
    """Try code and PIN as typed, from this network address."""
    code = normalise(code)
    by_code, by_address = subject_digest("code", code), subject_digest("address", address)
    seconds = take_turn({by_code: PER_CODE, by_address: PER_ADDRESS})
    if seconds:
        return TooFast(seconds)
    household = household_by_code(code)
    # Hashing takes 50 ms on purpose, so no transaction is held while it runs.
    if not secret_matches(pin_hash_of(household) if household else None, plain_pin(pin)):
        return Wrong()
    assert household is not None, "only a stored PIN matches"
    _record_visit(household, by_code, by_address)
    return Opened(household)


def plain_pin(typed: str) -> str:
    """The PIN's digits: full-width ones made plain, spaces left out."""
    return "".join(unicodedata.normalize("NFKC", typed).split())


def _record_visit(household: Household, by_code: str, by_address: str) -> None:
    community_id, household_id = household.community_id, household.id
    with transaction() as session:
        lock_words(session, by_code, by_address)
        forgive_all(session, by_code)
        forgive_guess(by_address, PER_ADDRESS)
        visit = AccessVisit(community_id=community_id, household_id=household_id, at=clock.now(), way="pin")
        session.add(visit)
