"""The queue of jobs: a SQLite file in the data folder, or Redis when several servers share it."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from huey import Huey, RedisExpireHuey, SqliteHuey
from huey.consumer import Consumer
from huey.registry import Message
from huey.serializer import Serializer
from huey.storage import BaseStorage

# What says that the queue can't be reached; Redis is installed for a town only.
AWAY: tuple[type[Exception], ...] = (sqlite3.Error,)
with suppress(ImportError):
    from redis.exceptions import RedisError

    AWAY += (RedisError,)

SECONDS_TO_FINISH = 10
LONGEST_NAP = 1.0  # seconds between two looks into an empty queue


class PlainSerializer(Serializer):
    """Jobs travel as JSON: the library's pickles would let whoever reaches the queue run code in the worker."""

    def _serialize(self, data: Any) -> bytes:
        if isinstance(data, Message):
            eta = data.eta.isoformat() if data.eta else None
            data = {"message": data._replace(eta=eta)._asdict()}
        return json.dumps(data).encode()

    def _deserialize(self, data: bytes) -> Any:
        loaded = json.loads(bytes(data))
        if not (isinstance(loaded, dict) and "message" in loaded):
            return loaded
        message = Message(**loaded["message"])
        return message._replace(eta=dt.datetime.fromisoformat(message.eta) if message.eta else None)


class OncePerMinute:
    """Every worker keeps the clock, so none is missed; the first to claim a minute of a job runs it."""

    storage: BaseStorage

    def read_periodic(self, timestamp: dt.datetime | None) -> list[Any]:
        minute = timestamp or dt.datetime.now(dt.UTC)
        due: list[Any] = super().read_periodic(timestamp)  # type: ignore[misc]
        return [task for task in due if self._claim(f"{task.name}.{minute:%Y-%m-%dT%H%M}")]

    def _claim(self, name: str) -> bool:
        return self.storage.incr(name) == 1


class LocalQueue(OncePerMinute, SqliteHuey):
    """In one file; what is queued there is on disk."""

    def _claim(self, name: str) -> bool:
        # Redis forgets old claims by itself; here the day's are enough.
        day = name[-len("2026-01-01T0000") : -len("T0000")]
        self.storage.sql(
            "delete from counter where queue = ? and key not like ?", (self.name, f"%.{day}T%"), commit=True
        )
        return super()._claim(name)


class SharedQueue(OncePerMinute, RedisExpireHuey):
    """In a Redis that several servers and workers reach."""


def open_queue(file: Path, redis_url: str | None) -> Huey:
    """The queue of this installation; nothing is asked of Redis before the first job."""
    settings = {"results": False, "serializer": PlainSerializer()}
    if redis_url:
        return SharedQueue("sanbao", url=redis_url, **settings)
    return LocalQueue("sanbao", filename=str(file), fsync=True, **settings)


def work_off(queue: Huey, threads: int) -> None:
    """Run the queue's jobs until SIGTERM or SIGINT; what runs then has ten seconds to finish. Main thread only."""
    consumer = Consumer(
        queue,
        workers=threads,
        max_delay=LONGEST_NAP,
        graceful_signal="TERM",
        shutdown_timeout=SECONDS_TO_FINISH,
    )
    consumer._signal_actions = dict.fromkeys(consumer._signal_actions, (False, True))
    consumer.run()
