"""A change of holder, a split or a merge is kept with what it touched, in the transaction that makes it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.roster_picture import Picture, touched_between
from webapp.models import Courtyard, Household, RosterAct, User
from webapp.queries.roster_acts import picture_of


def keep_act(session: Session, actor: User, act: RosterAct, before: Picture, made: Iterable[Courtyard] = ()) -> None:
    """`before` is the picture of the courtyards it is about; `made` are those that came of it."""
    session.flush()
    keys = {*map(int, before["courtyard"]), *(each.id for each in made)}
    act.touched = touched_between(before, picture_of(actor.community_id, keys))
    act.community_id, act.made_by, act.made_at = actor.community_id, actor.id, clock.now()
    session.add(act)


def told(numbers: Iterable[str], before: Iterable[Household], after: Iterable[Household]) -> dict[str, list]:
    """What the act is told by: door numbers, and who held and who holds."""
    return {"numbers": [*numbers], "before": [each.id for each in before], "after": [each.id for each in after]}
