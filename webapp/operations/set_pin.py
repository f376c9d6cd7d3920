"""Give a household a PIN; sessions opened with the old one end."""

from __future__ import annotations

from webapp import clock
from webapp.models import Household, HouseholdAccess, User
from webapp.operations.note_change import note_event
from webapp.operations.open_card import plain_pin
from webapp.operations.transaction import transaction
from webapp.passwords import hash_secret
from webapp.queries.households import access_of

PIN_DIGITS = 6


class UnusablePin(ValueError):
    """Not six digits, or one digit six times."""


def set_pin(actor: User, household: Household, pin: str) -> None:
    """Set or replace the PIN. Raises UnusablePin."""
    digits = plain_pin(pin)
    if len(digits) != PIN_DIGITS or not (digits.isascii() and digits.isdigit()) or len(set(digits)) == 1:
        raise UnusablePin(f"a PIN has {PIN_DIGITS} digits, not all the same")
    hashed = hash_secret(digits)
    with transaction(actor.community_id) as session:
        access = access_of(household)
        if access is None:
            access = HouseholdAccess(community_id=household.community_id, household_id=household.id)
            session.add(access)
        access.pin_hash = hashed
        access.set_at = clock.now()
        note_event(session, actor, "pin_set", "household", str(household.id))
