"""What counted for a month when it was confirmed: decisions that came later change only later months."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select

from sync.states import State
from webapp.domain.calendar_month import next_month
from webapp.domain.months.rulings import NONE, Rulings
from webapp.domain.scoring.amendment import NONE as UNCHANGED
from webapp.domain.scoring.amendment import Amendment
from webapp.domain.scoring.chains import CheckRecord, Resolution, resolve
from webapp.extensions import db
from webapp.models import Check, Review
from webapp.queries.observations import records_around

STATE_BY_DECISION = {
    "approve": State.APPROVED.value,
    "amend": State.APPROVED.value,
    "return": State.RETURNED.value,
    "reopen": State.COMPLETE.value,
}
Then = tuple[str, Amendment]


def resolutions_then(
    community_id: int, month: str, confirmed_at: dt.datetime | None, rulings: Rulings = NONE
) -> dict[int, Resolution]:
    """By courtyard; as they are now while nobody has confirmed the month. Only `rulings` change it later."""
    records = records_around(community_id, month)
    if confirmed_at is None:
        return {courtyard: resolve(found) for courtyard, found in records.items()}
    later = {each.id: each.month for found in records.values() for each in found if each.month > month}
    then = _states_then(community_id, month, later, confirmed_at)
    return {courtyard: resolve(rulings.on_checks(_as_then(found, then))) for courtyard, found in records.items()}


def _as_then(records: list[CheckRecord], then: Mapping[str, Then]) -> list[CheckRecord]:
    return [_at(each, *then[each.id]) if each.id in then else each for each in records]


def _at(record: CheckRecord, state: str, amendment: Amendment) -> CheckRecord:
    return replace(record, state=state, amendment=amendment)


def _states_then(community_id: int, month: str, later: Mapping[str, str], at: dt.datetime) -> dict[str, Then]:
    """What stood at that instant of the checks of `later` months that were decided on afterwards; by id."""
    following = next_month(month)
    further = [uuid for uuid, of in later.items() if of != following]  # links of long chains, hardly ever any
    rows = db.session.execute(
        select(Check.uuid, Review.decision, Review.amendment, Review.decided_at)
        .join(Review, (Review.check_id == Check.id) & (Review.community_id == Check.community_id))
        .where(Check.community_id == community_id, (Check.month == following) | Check.uuid.in_(further))
        .order_by(Review.id)
    )
    decided: dict[str, list[tuple[str, str, dt.datetime]]] = defaultdict(list)
    for uuid, decision, amendment, decided_at in rows:
        if uuid in later:
            decided[uuid].append((decision, amendment, decided_at))
    return {uuid: _then(decisions, at) for uuid, decisions in decided.items() if decisions[-1][-1] > at}


def _then(decisions: list[tuple[str, str, dt.datetime]], at: dt.datetime) -> Then:
    before = [(decision, amendment) for decision, amendment, decided_at in decisions if decided_at <= at]
    if not before:
        return State.COMPLETE.value, UNCHANGED
    decision, amendment = before[-1]
    return STATE_BY_DECISION[decision], Amendment.from_text(amendment)
