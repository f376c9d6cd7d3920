"""A walk with a throw, and what oversight saw."""

from __future__ import annotations

import datetime as dt
import uuid

from webapp import clock
from webapp.models import Check, User
from webapp.operations.look_again import View, Visit, look_again
from webapp.operations.throw_sample import throw_sample

NEXT_DAY = dt.timedelta(days=1)


def throw(actor: User, check: Check, thrown: str = "351", when: dt.datetime | None = None) -> str | None:
    """For the walk of this check, on the day after it."""
    with clock.at(when or check.corrected_at + NEXT_DAY):
        return throw_sample(actor, check.walk, thrown)


def look(
    actor: User, check: Check, otherwise: dict[str, str], same: tuple[str, ...] = (), seen: int = 0, **changes: object
) -> str | None:
    """On the day after the check; `otherwise` says what was seen of each item."""
    views = {item: View(True) for item in same} | {item: View(False, text) for item, text in otherwise.items()}
    visit = {"day": check.day + NEXT_DAY, "views": views, "seen": seen, "token": str(uuid.uuid4()), **changes}
    with clock.at(check.corrected_at + NEXT_DAY):
        return look_again(actor, check.uuid, Visit(**visit))
