"""Draw a household's PIN at the counter: by chance, never chosen, told once and printed once."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass

from webapp import clock
from webapp.domain.pin import draw
from webapp.encryption import PIN_SLIP, decrypt, encrypt
from webapp.models import Household, HouseholdAccess, User
from webapp.operations.note_change import note_event
from webapp.operations.set_pin import keep_pin
from webapp.operations.transaction import transaction
from webapp.passwords import hash_secret
from webapp.queries.households import access_of


@dataclass(frozen=True, slots=True)
class Drawn:
    """`slip` is what the page hands back to have the PIN printed: only this installation can read it."""

    pin: str
    slip: str


def seen_pin(access: HouseholdAccess | None) -> int:
    """Which PIN a page was shown beside: when it was set, in milliseconds; 0 for none."""
    return clock.milliseconds(access.set_at) if access else 0


def draw_pin(actor: User, household: Household, seen: int) -> Drawn | None:
    """None when the household has another PIN by now than the page showed: a form sent twice draws once.

    Cards that were opened with the old one close.
    """
    pin = draw(secrets.randbelow)
    hashed = hash_secret(pin)
    with transaction(actor.community_id) as session:
        if seen_pin(access_of(household)) != seen:
            return None
        access = keep_pin(session, actor, household, hashed)
        held = {"household": household.id, "pin": pin, "of": seen_pin(access)}
    return Drawn(pin, encrypt(json.dumps(held), PIN_SLIP))


def take_slip(actor: User, household: Household, slip: str) -> str | None:
    """The PIN for its slip, once; None when it was printed already, or another has been drawn since."""
    text = decrypt(slip, PIN_SLIP)
    held = json.loads(text) if text else {}
    with transaction(actor.community_id) as session:
        access = access_of(household)
        if access is None or access.printed_at or held.get("household") != household.id:
            return None
        if held["of"] != seen_pin(access):
            return None
        access.printed_at = clock.now()
        note_event(session, actor, "pin_printed", "household", str(household.id))
    return held["pin"]
