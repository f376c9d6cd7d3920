"""October on the board, and the people who may answer: whoever had no part in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields

from tests.factories.courtyards import account_of
from tests.factories.neighbourhoods import Neighbourhood, make_neighbourhood
from tests.factories.users import make_user
from webapp.extensions import db
from webapp.models import Score, User

MONTH = "2026-10"
DAY = dt.timedelta(days=1)
IN_NOTICE = dt.datetime(2026, 11, 4, 2, tzinfo=dt.UTC)
LAST_DAY = dt.datetime(2026, 11, 7, 2, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Dispute(Neighbourhood):
    """`staff` approved the checks; `other` and `third` of the working group did not."""

    other: User
    third: User

    @property
    def yard(self):
        return self.yards[0]


def make_dispute() -> Dispute:
    home = make_neighbourhood()
    of_home = [getattr(home, each.name) for each in fields(home)]
    return Dispute(*of_home, *(make_user(home.community, "staff", name=name) for name in ("程知秋", "田野")))


def total(scene: Dispute) -> int:
    """The score of the courtyard that is disputed, as it stands."""
    return db.session.query(Score.total).filter_by(account_id=account_of(scene.yard).id).scalar()
