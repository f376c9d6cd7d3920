"""A shipped scheme with its worked example, read from its CSV files as docs/rulebook.md describes them."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from webapp.domain.calendar_month import next_month
from webapp.domain.ledger.replay import ClosedMonth, keepers, replay
from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.values import Chosen
from webapp.domain.scoring.evaluation import Events, Subject
from webapp.domain.scoring.observation import DeedClaim, ItemResult, Judged, Observation
from webapp.rulebooks import load_rule_book, shipped_file, shipped_text

Row = dict[str, str]
CLEAN = "check"


@dataclass(frozen=True)
class Scheme:
    """Its rule book and the rows of its files; `accounts` are the roster's row numbers, by key."""

    book: RuleBook
    accounts: dict[str, int]
    subjects: tuple[Subject, ...]
    observations: dict[str, tuple[Observation, ...]]
    claims: dict[str, tuple[DeedClaim, ...]]
    expected: tuple[Row, ...]
    exchange: tuple[Row, ...]

    def months(self) -> Iterator[str]:
        """Every month from the first to the last that an event or an expected row is of."""
        named = {row["month"] for row in self.expected} | set(self.months_with_events())
        month = min(named)
        while month <= max(named):
            yield month
            month = next_month(month)

    def months_with_events(self) -> set[str]:
        claims = {f"{each.day:%Y-%m}" for found in self.claims.values() for each in found}
        return claims | {each.month for found in self.observations.values() for each in found}

    def events(self, month: str) -> dict[int, Events]:
        """What happened in the month; of observations all, because later ones may put right what it found."""
        return {
            account: Events(
                self.observations.get(key, ()),
                tuple(each for each in self.claims.get(key, ()) if f"{each.day:%Y-%m}" == month),
            )
            for key, account in self.accounts.items()
        }

    def replayed(self) -> tuple[ClosedMonth, ...]:
        return tuple(replay(self.book, self.subjects, ((month, self.events(month)) for month in self.months())))

    def keeping(self) -> frozenset[int]:
        return keepers(self.book, self.subjects)


@cache
def read_scheme(name: str) -> Scheme:
    book = load_rule_book(shipped_text(name))
    roster = rows(name, "roster.csv")
    accounts = {row["key"]: at for at, row in enumerate(roster, start=1)}
    events = [row | {"at": str(at)} for at, row in enumerate(rows(name, "events.csv"))]
    unknown = {row["key"] for row in events} - set(accounts)
    assert not unknown, f"{name}: events of nobody: {unknown}"
    is_deed = [book.deed(row["what"]) or book.breach(row["what"]) for row in events]
    return Scheme(
        book,
        accounts,
        tuple(_subject(row, accounts) for row in roster),
        _by_key(_observations(book, [row for row, deed in zip(events, is_deed, strict=True) if not deed])),
        _by_key(_claims(book, [row for row, deed in zip(events, is_deed, strict=True) if deed])),
        rows(name, "expected.csv"),
        rows(name, "exchange.csv"),
    )


def rows(name: str, file: str) -> tuple[Row, ...]:
    return tuple(csv.DictReader(io.StringIO(shipped_file(name, file))))


def _subject(row: Row, accounts: dict[str, int]) -> Subject:
    parent = accounts[row["parent"]] if row["parent"] else None
    return Subject(accounts[row["key"]], row["kind"], row["group"], parent)


def _by_key(found: Iterable[tuple[str, object]]) -> dict:
    by_key: dict[str, tuple] = {}
    for key, each in found:
        by_key[key] = (*by_key.get(key, ()), each)
    return by_key


def _observations(book: RuleBook, events: list[Row]) -> Iterator[tuple[str, Observation]]:
    """Rows of one day, place and inspector are one observation, at the first row's place in the file."""
    seen: dict[tuple[str, str, str], list[Row]] = {}
    for row in events:
        seen.setdefault((row["day"], row["key"], row["by"]), []).append(row)
    for (day, key, by), found in seen.items():
        what = {row["what"] for row in found}
        obstacle = next((book.obstacle(each) for each in what if book.obstacle(each)), None)
        at = dt.datetime.fromisoformat(f"{day}T08:00+00:00") + dt.timedelta(minutes=int(found[0]["at"]))
        results = tuple(_result(book, row) for row in found if row["what"] != CLEAN and not book.obstacle(row["what"]))
        judged = obstacle.judged if obstacle else Judged.WHOLE
        yield key, Observation(f"{day} {key} {by}", day[:7], at.date(), at, judged, results)


def _result(book: RuleBook, row: Row) -> ItemResult:
    item = book.item(row["what"])
    assert item, f"neither an item nor a deed nor a breach: {row}"
    severity = row["figure"] if item.severity and row["figure"] else None
    count = int(row["figure"]) if item.count and row["figure"] else None
    return ItemResult(item.code, row["result"] or "fault", row["text"], severity=severity, count=count)


def _claims(book: RuleBook, events: list[Row]) -> Iterator[tuple[str, DeedClaim]]:
    """Rows of one day, person, deed and text are one deed judged by several, if they say by whom."""
    told: dict[tuple[str, ...], list[Row]] = {}
    for row in events:
        which = (row["text"],) if row["by"] else (row["text"], row["at"])
        told.setdefault((row["day"], row["key"], row["what"], *which), []).append(row)
    for (day, key, what, *_), found in told.items():
        rule = book.deed(what) or book.breach(what)
        assert rule
        figures = tuple(int(row["figure"]) for row in found if row["figure"])
        chosen = isinstance(rule.value, Chosen)
        yield (
            key,
            DeedClaim(
                f"e{int(found[0]['at']):03}",
                what,
                dt.date.fromisoformat(day),
                text=found[0]["text"],
                points=figures[0] if figures and chosen else 0,
                quantity=figures[0] if figures and not chosen else None,
                judged=figures if len(figures) > 1 else (),
            ),
        )
