"""The queue of a walk as its page lists it."""

from __future__ import annotations

from dataclasses import dataclass

from webapp import clock
from webapp.models import User, Walk
from webapp.queries.holders import Holders, holders_of
from webapp.queries.review_desk import DeskCheck, desk_of_walk


@dataclass(frozen=True, slots=True)
class Queue:
    """The walk's checks in three groups, and who holds their courtyards; `holders` are those of today, by courtyard."""

    walk: Walk
    doubtful: list[DeskCheck]
    plain: list[DeskCheck]
    replaced: list[DeskCheck]
    holding: Holders
    holders: dict[int, str]

    @property
    def in_order(self) -> list[DeskCheck]:
        return [*self.doubtful, *self.plain, *self.replaced]

    @property
    def waiting(self) -> list[DeskCheck]:
        return [each for each in self.in_order if each.is_waiting]

    @property
    def clear(self) -> list[DeskCheck]:
        return [each for each in self.plain if each.is_clear]

    @property
    def clear_with_faults(self) -> int:
        return sum(bool(each.faults) for each in self.clear)

    @property
    def clear_faults(self) -> int:
        return sum(each.faults for each in self.clear)

    def after(self, uuid: str) -> DeskCheck | None:
        """The next check that waits, after this one and then from the top."""
        names = [each.check.uuid for each in self.in_order]
        start = names.index(uuid) + 1 if uuid in names else 0
        rest = self.in_order[start:] + self.in_order[:start]
        return next((each for each in rest if each.is_waiting and each.check.uuid != uuid), None)

    def find(self, uuid: str) -> DeskCheck | None:
        return next((each for each in self.in_order if each.check.uuid == uuid), None)


def queue_of(walk: Walk, reviewer: User) -> Queue:
    today = clock.today(reviewer.community)
    desk = desk_of_walk(walk, reviewer, today)
    live = [each for each in desk if each.successor is None]
    holding = holders_of(reviewer.community_id, {each.check.courtyard_id for each in desk})
    return Queue(
        walk=walk,
        doubtful=[each for each in live if each.doubts],
        plain=[each for each in live if not each.doubts],
        replaced=[each for each in desk if each.successor is not None],
        holding=holding,
        holders=holding.on(today),
    )
