"""Deliveries that come at once are taken in one transaction: whoever's turn it is takes all that wait with it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from flask import current_app
from sqlalchemy.exc import OperationalError

from sync.replay import Receipt
from webapp.operations.intake import Parcel

MOST_TOGETHER = 32  # so that the first of a crowd does not wait for all of it
# From a community and its parcels to the receipts of each, all of it on disk.
Receive = Callable[[int, Sequence[Parcel]], list[list[Receipt]]]


@dataclass(eq=False, slots=True)
class _Waiting:
    """A parcel until it has its receipts; `trouble` is the database being away, which concerns all alike."""

    parcel: Parcel
    receipts: list[Receipt] | None = None
    trouble: OperationalError | None = None


@dataclass(slots=True)
class _Queue:
    """The parcels that wait in one community; only the holder of the turn takes any out."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    waiting: list[_Waiting] = field(default_factory=list)

    def take_out(self, mine: _Waiting) -> list[_Waiting]:
        """Those who are next; one that is not among the waiting was in a group that failed, and goes by itself."""
        if mine not in self.waiting:
            return [mine]
        group = self.waiting[:MOST_TOGETHER]
        del self.waiting[:MOST_TOGETHER]
        return group


def take_together(community_id: int, parcel: Parcel, receive: Receive) -> list[Receipt]:
    """The receipts of this parcel. It is answered by its own thread, after the one that wrote it is done."""
    queue, mine = _queue(community_id), _Waiting(parcel)
    queue.waiting.append(mine)
    with queue.turn:
        while mine.receipts is None and mine.trouble is None:
            group = queue.take_out(mine)
            try:
                _answer(community_id, group, receive)
            except Exception:
                # Whoever's fault it was, it is not that of the others: each goes by itself now.
                if group == [mine]:
                    raise
    if mine.receipts is None:
        raise mine.trouble or AssertionError("it was answered")
    return mine.receipts


def _answer(community_id: int, group: Sequence[_Waiting], receive: Receive) -> None:
    try:
        receipts = receive(community_id, [each.parcel for each in group])
    except OperationalError as error:
        for each in group:
            each.trouble = error
        return
    for each, found in zip(group, receipts, strict=True):
        each.receipts = found


def _queue(community_id: int) -> _Queue:
    """Each application has its own: tests have many, over different databases."""
    queues: dict[int, _Queue] = current_app.extensions.setdefault("sanbao_intake", {})
    return queues.setdefault(community_id, _Queue())
