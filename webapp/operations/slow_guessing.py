"""Slow down whoever guesses: each failure past the free ones doubles the wait, kept in the database."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass

from flask import current_app
from sqlalchemy.orm import Session

from webapp import clock
from webapp.models import Throttle
from webapp.operations.transaction import lock_words, transaction
from webapp.queries.throttles import throttle_of

FORGOTTEN_AFTER = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """How many failures are free, and the first and the longest wait in seconds."""

    free: int
    first: int
    longest: int

    def wait(self, failures: int) -> int:
        """Seconds to wait after this many failures."""
        if failures < self.free:
            return 0
        return min(self.first << min(failures - self.free, 16), self.longest)


PER_CODE = Pace(free=5, first=30, longest=900)
PER_NAME = Pace(free=50, first=10, longest=60)  # slow enough for a guesser, no way to keep somebody out
PER_NAME_HERE = Pace(free=5, first=30, longest=900)
PER_ADDRESS = Pace(free=20, first=15, longest=120)  # a whole lane may share one address


def subject_digest(kind: str, value: str) -> str:
    """Codes and addresses are kept as keyed digests: the table tells nothing to who reads it."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()


def take_turn(paces: dict[str, Pace]) -> int:
    """Count a guess for every subject, or answer the seconds to wait; a guess that must wait is not counted."""
    with transaction() as session:
        lock_words(session, *paces)
        seconds = max(map(seconds_to_wait, paces))
        if not seconds:
            for subject, pace in paces.items():
                count_guess(session, subject, pace)
    return seconds


def seconds_to_wait(subject: str) -> int:
    """How long this subject must wait before its next guess; 0 when it may try now."""
    row = throttle_of(subject)
    left = row.blocked_until - clock.now() if row else dt.timedelta(0)
    return max(0, -(-left // dt.timedelta(seconds=1)))


def count_guess(session: Session, subject: str, pace: Pace) -> None:
    """Count a guess as failed before it is tried, so that many sent at once don't slip through."""
    now = clock.now()
    row = throttle_of(subject)
    if row is None:
        row = Throttle(subject=subject, failures=0, blocked_until=now)
        session.add(row)
    if now - row.blocked_until > FORGOTTEN_AFTER:
        row.failures = 0
    row.failures += 1
    row.blocked_until = now + dt.timedelta(seconds=pace.wait(row.failures))


def forgive_guess(subject: str, pace: Pace) -> None:
    """Take one counted guess back: it was right."""
    row = throttle_of(subject)
    if row is not None and row.failures:
        row.failures -= 1
        if not pace.wait(row.failures):
            row.blocked_until = clock.now()


def forgive_all(session: Session, subject: str) -> None:
    """Forget every failure of this subject."""
    row = throttle_of(subject)
    if row is not None:
        session.delete(row)
