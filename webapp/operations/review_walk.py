"""Approve the checks of a walk about which nothing is doubtful, all at once."""

from __future__ import annotations

from collections.abc import Collection

from webapp import clock
from webapp.models import User, Walk
from webapp.operations.reopen_months import closed_among
from webapp.operations.review_check import Decision, decide_all, refuse
from webapp.operations.transaction import transaction
from webapp.queries.review_desk import JUDGED_BY, desk_of_walk

APPROVE = Decision("approve", seen="complete")


def review_walk(reviewer: User, walk: Walk, shown: Collection[str]) -> list[str]:
    """The uuids of the checks approved; only those that the page had `shown` as clear, and that still are."""
    with transaction(reviewer.community_id) as session:
        desk = desk_of_walk(walk, reviewer, clock.today(reviewer.community), JUDGED_BY)
        clear = [each for each in desk if each.is_clear and each.check.uuid in shown]
        closed = closed_among([each.check for each in clear])
        taken = [each for each in clear if refuse(each, APPROVE, closed) is None]
        decide_all(session, reviewer, taken, APPROVE)
        return [each.check.uuid for each in taken]
