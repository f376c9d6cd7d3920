"""Bonus deeds."""

from __future__ import annotations

import datetime as dt

from tests.factories.courtyards import household_of
from webapp.extensions import db
from webapp.models import Courtyard, Deed


def make_deed(courtyard: Courtyard, day: dt.date, kind: str = "volunteering", points: int = 1, **changes) -> Deed:
    """An accepted deed, of the holder's household unless `changes` names another."""
    household = household_of(courtyard).id
    values = {"text": "清扫公共巷道", "state": "accepted", "household_id": household, **changes}
    deed = Deed(
        community_id=courtyard.community_id,
        courtyard_id=courtyard.id,
        kind=kind,
        points=points,
        day=day,
        month=f"{day:%Y-%m}",
        **values,
    )
    db.session.add(deed)
    db.session.commit()
    return deed
