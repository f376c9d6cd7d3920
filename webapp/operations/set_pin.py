"""Give a household a PIN; sessions opened with the old one end."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.pin import is_easy
from webapp.models import Household, HouseholdAccess, User
from webapp.operations.note_change import note_event
from webapp.operations.open_card import plain_pin
from webapp.operations.transaction import transaction
from webapp.passwords import hash_secret
from webapp.queries.households import access_of


class UnusablePin(ValueError):
    """Not six digits, or such as anybody tries first."""


def set_pin(actor: User, household: Household, pin: str) -> None:
    """Set or replace the PIN with one that is known already, as the demo's are. Raises UnusablePin.

    No page does this: at the counter a PIN is drawn, see draw_pin.py.
    """
    digits = plain_pin(pin)
    if is_easy(digits):
        raise UnusablePin("a PIN has six digits, not all the same and not in a row")
    hashed = hash_secret(digits)
    with transaction(actor.community_id) as session:
        keep_pin(session, actor, household, hashed)


def keep_pin(session: Session, actor: User, household: Household, hashed: str) -> HouseholdAccess:
    """In the transaction of whoever calls; the slip of this PIN is not printed yet."""
    access = access_of(household)
    if access is None:
        access = HouseholdAccess(community_id=household.community_id, household_id=household.id)
        session.add(access)
    access.pin_hash, access.set_at, access.printed_at = hashed, clock.now(), None
    note_event(session, actor, "pin_set", "household", str(household.id))
    return access
