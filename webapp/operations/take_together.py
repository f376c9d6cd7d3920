"""What comes at once is taken in one transaction: whoever's turn it is takes all that wait with it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from flask import current_app
from sqlalchemy.exc import OperationalError

Item = TypeVar("Item")
Done = TypeVar("Done")
# From a community and items of one kind to what became of each, all of it on disk. No rows: threads share these.
Take = Callable[[int, Sequence[Item]], Sequence[Done]]
MOST_TOGETHER = 32  # so that the first of a crowd does not wait for all of it


@dataclass(eq=False, slots=True)
class _Waiting(Generic[Item, Done]):
    """An item until it is taken; `trouble` is the database being away, which concerns all alike."""

    item: Item
    done: Done | None = None
    is_done: bool = False
    trouble: OperationalError | None = None


@dataclass(slots=True)
class _Queue(Generic[Item, Done]):
    """What waits in one community; only the holder of the turn takes any out."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    waiting: list[_Waiting[Item, Done]] = field(default_factory=list)

    def take_out(self, mine: _Waiting[Item, Done]) -> list[_Waiting[Item, Done]]:
        """Those who are next; one that is not among the waiting was in a group that failed, and goes by itself."""
        if mine not in self.waiting:
            return [mine]
        group = self.waiting[:MOST_TOGETHER]
        # Others join the line meanwhile: no more than the group leaves it.
        del self.waiting[: len(group)]
        return group


def take_together(take: Take[Item, Done], community_id: int, item: Item) -> Done:
    """What became of this item. It is answered by its own thread, after the one that wrote it is done."""
    queue, mine = _queue(take, community_id), _Waiting[Item, Done](item)
    queue.waiting.append(mine)
    with queue.turn:
        while not mine.is_done and mine.trouble is None:
            group = queue.take_out(mine)
            try:
                _answer(take, community_id, group)
            except Exception:
                # Whoever's fault it was, it is not that of the others: each goes by itself now.
                if group == [mine]:
                    raise
    if mine.trouble is not None:
        raise mine.trouble
    return mine.done  # type: ignore[return-value] # a Done may be None


def _answer(take: Take[Item, Done], community_id: int, group: Sequence[_Waiting[Item, Done]]) -> None:
    try:
        found = take(community_id, [each.item for each in group])
    except OperationalError as error:
        for each in group:
            each.trouble = error
        return
    for each, done in zip(group, found, strict=True):
        each.done, each.is_done = done, True


def _queue(take: Take[Item, Done], community_id: int) -> _Queue[Item, Done]:
    """Each application has its own: tests have many, over different databases."""
    queues: dict[tuple[Any, int], _Queue[Item, Done]] = current_app.extensions.setdefault("sanbao_together", {})
    return queues.setdefault((take, community_id), _Queue())
