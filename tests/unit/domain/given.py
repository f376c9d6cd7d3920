"""Short ways to write observations and deeds of October 2026 in the tests of the rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from webapp.domain.ledger.posting import GENESIS, Entry, Posting, chain
from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.chains import CheckRecord
from webapp.domain.scoring.observation import DeedClaim, ItemResult, Observation
from webapp.rulebooks import default_text, load_rule_book

MONTH = "2026-10"
RULES: RuleBook = load_rule_book(default_text())


def october(day: int) -> dt.date:
    """A day of October; 32 is the first of November."""
    return dt.date(2026, 10, 1) + dt.timedelta(days=day - 1)


def check(name: str, day: int, judged: str = "whole", hour: int = 9, **results: str) -> Observation:
    """A check that says `results` of the named items and passes the others: check("a", 5, W1="fault")."""
    return Observation(name, f"{october(day):%Y-%m}", october(day), _at(day, hour), judged, _said(results))


def record(
    name: str, day: int, state: str = "approved", judged: str = "whole", replaces: str | None = None, **results: str
) -> CheckRecord:
    """A check as chains see it."""
    month = f"{october(day):%Y-%m}"
    return CheckRecord(name, replaces, state, judged, month, october(day), _at(day, 9), _said(results))


def deed(name: str, day: int, points: int = 1, kind: str = "volunteering", text: str = "") -> DeedClaim:
    return DeedClaim(name, kind, october(day), points, text)


def post(entries: Iterable[Entry], start: Iterable[Posting] = ()) -> list[Posting]:
    """The chain of `start` with `entries` after it."""
    postings = list(start)
    for entry in entries:
        previous = postings[-1].digest if postings else GENESIS
        postings.append(chain(previous, len(postings) + 1, entry, publication=1, maker=4, made_at=1_795_427_100_000))
    return postings


def _at(day: int, hour: int) -> dt.datetime:
    return dt.datetime.combine(october(day), dt.time(hour), tzinfo=dt.UTC)


def _said(results: dict[str, str]) -> tuple[ItemResult, ...]:
    return tuple(ItemResult(item, result) for item, result in results.items())
