"""What earlier months hand on to one account, in one statement: every opening of a card asks it."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from webapp.domain.scoring.carried import Carried
from webapp.extensions import db
from webapp.models import Account, Check, Score
from webapp.queries.observations import came_late
from webapp.queries.rulings import were_placed
from webapp.queries.scoring_input import carried_into


class HandedOn(NamedTuple):
    """`is_late`: checks of its courtyard count in the month because they came late; `is_ruled`: rulings on anybody."""

    carried: Carried
    is_late: bool
    is_ruled: bool


def handed_on(account: Account, month: str) -> HandedOn:
    community_id = account.community_id
    carried = carried_into(community_id, month).where(Score.account_id == account.id)
    late = came_late(community_id, month).where(Check.courtyard_id == (account.courtyard_id or 0))
    asked = select(carried.scalar_subquery(), late.exists(), were_placed(community_id, month).exists())
    data, is_late, is_ruled = db.session.execute(asked).one()
    return HandedOn(Carried.from_data(data or {}), is_late, is_ruled)
