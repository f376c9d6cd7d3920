"""Put a good into the catalogue, or change what stands there."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.models import Good, User
from webapp.models.types import NAME, WORD
from webapp.operations.call_in_line import call_next
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.queries.goods import good_by_id, good_named

MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class GoodWords:
    """What the catalogue says of a good; `most_each` is None where an account may have any number."""

    name: str
    unit: str
    points: int
    low_at: int = 0
    most_each: int | None = None
    sponsor: str = ""
    on_offer: bool = True


def keep_good(actor: User, given: GoodWords, key: int | None = None, picture: str | None = None) -> Good | str:
    """The good; else the code of why not. Without a key it is a new one. `picture` is the hash of a photo that is kept
    already, "" for none; the one there is stays where it is None.
    """
    refusal = _refuse(given)
    if refusal:
        return refusal
    with transaction(actor.community_id) as session:
        good = Good(community_id=actor.community_id) if key is None else good_by_id(actor.community_id, key)
        if good is None:
            return "unknown"
        same = good_named(actor.community_id, given.name.strip())
        if same is not None and same.id != key:
            return "name_taken"
        good.name, good.unit, good.sponsor = given.name.strip(), given.unit.strip(), given.sponsor.strip()[:NAME]
        good.points, good.low_at, good.most_each = given.points, given.low_at, given.most_each
        good.on_offer = given.on_offer
        good.picture = good.picture if picture is None else picture or None
        session.add(good)
        session.flush()
        note_event(session, actor, "good_kept", "good", str(good.id), points=good.points, on_offer=good.on_offer)
        call_next(session, actor.community_id)
    return good


def _refuse(given: GoodWords) -> str | None:
    if not 0 < len(given.name.strip()) <= NAME:
        return "no_name"
    if not 0 < len(given.unit.strip()) <= WORD:
        return "no_unit"
    if not 0 < given.points <= MOST:
        return "bad_points"
    if not 0 <= given.low_at <= MOST or (given.most_each is not None and not 0 < given.most_each <= MOST):
        return "bad_number"
    return None
