"""Households in difficulty, and checks whose approval opens help tasks."""

from __future__ import annotations

from tests.factories.courtyards import household_of
from webapp.extensions import db
from webapp.models import Courtyard, HelpTask, Household


def put_in_difficulty(courtyard: Courtyard) -> Household:
    """The holder's household, tagged."""
    household = household_of(courtyard)
    household.in_difficulty = True
    db.session.commit()
    return household


def only_task() -> HelpTask:
    db.session.expire_all()
    return db.session.query(HelpTask).one()
