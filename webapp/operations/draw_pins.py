"""Draw PINs for many households at once, and keep them together: all of a sheet hold, or none."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

from webapp import clock
from webapp.domain.pin import draw
from webapp.models import User
from webapp.operations.draw_pin import seen_pin
from webapp.operations.set_pin import keep_pin
from webapp.operations.transaction import transaction
from webapp.passwords import hash_secret
from webapp.queries.households import access_by_household, households_by_id

# Of a household's key: its PIN and the hash.
Drawing = dict[int, tuple[str, str]]


class DrawnMeanwhile(Exception):
    """Somebody drew a PIN for one of these households at the counter: what was printed would not hold."""


def draw_for(households: Sequence[int], tell: Callable[[int, int], None]) -> Drawing:
    """Nothing is written yet. Hashing takes long on purpose, so `tell(done, total)` is called on the way."""
    drawn: Drawing = {}
    for key in households:
        pin = draw(secrets.randbelow)
        drawn[key] = pin, hash_secret(pin)
        tell(len(drawn), len(households))
    return drawn


def seen_pins(community_id: int) -> dict[int, int]:
    """Which PIN each household has, as draw_pin.seen_pin() says it."""
    return {key: seen_pin(access) for key, access in access_by_household(community_id).items()}


def keep_pins(actor: User, drawn: Drawing, seen: dict[int, int]) -> None:
    """Their slips are printed already. Raises DrawnMeanwhile, and then keeps none."""
    with transaction(actor.community_id) as session:
        now = seen_pins(actor.community_id)
        if any(now.get(key, 0) != seen.get(key, 0) for key in drawn):
            raise DrawnMeanwhile
        for household in households_by_id(actor.community_id, drawn):
            keep_pin(session, actor, household, drawn[household.id][1]).printed_at = clock.now()
