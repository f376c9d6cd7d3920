"""Put right first, deduct second: which findings of fault were restored by a later check."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.observation import ItemResult, Observation, Result

PUT_RIGHT = (Result.PASS, Result.FIXED)


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault in one approved check. `until` is the last day on which putting right restores the point."""

    check_id: str
    month: str
    said: ItemResult
    day: dt.date
    until: dt.date
    restored_on: dt.date | None = None
    restored_by: str | None = None

    @property
    def item(self) -> str:
        return self.said.item

    def still_open(self, today: dt.date) -> bool:
        """Whether it can still be put right on that day."""
        return self.restored_on is None and today <= self.until


def in_order(observations: Iterable[Observation]) -> list[Observation]:
    """By time, then by id, so that the same observations always give the same answer."""
    return sorted(observations, key=lambda each: (each.at, each.check_id))


def findings(rule_book: RuleBook, observations: Iterable[Observation]) -> tuple[Finding, ...]:
    """Every fault that can cost a point, each with the check that restored it, in order of time.

    Of two checks at the same instant, as paper tells of a day, neither is the other's re-check.
    """
    ordered = [each for each in in_order(observations) if each.counts]
    return tuple(
        _finding(rule_book, seen, said, [each for each in ordered if each.at > seen.at])
        for seen in ordered
        for said in seen.results
        if said.result == Result.FAULT and _in_season(rule_book, said.item, seen.day)
    )


def open_findings(rule_book: RuleBook, observations: Iterable[Observation], today: dt.date) -> tuple[Finding, ...]:
    """The faults that a re-check can still restore on that day."""
    return tuple(each for each in findings(rule_book, observations) if each.still_open(today))


def _finding(rule_book: RuleBook, seen: Observation, said: ItemResult, later: list[Observation]) -> Finding:
    until = seen.day + dt.timedelta(days=rule_book.restore_days)
    recheck = next((each for each in later if each.day <= until and _puts_right(each, said.item)), None)
    return Finding(
        check_id=seen.check_id,
        month=seen.month,
        said=said,
        day=seen.day,
        until=until,
        restored_on=recheck.day if recheck else None,
        restored_by=recheck.check_id if recheck else None,
    )


def _puts_right(observation: Observation, item: str) -> bool:
    said = next((each.result for each in observation.results if each.item == item), Result.PASS)
    return said in PUT_RIGHT


def _in_season(rule_book: RuleBook, item: str, day: dt.date) -> bool:
    known = rule_book.item(item)
    return known is not None and known.in_season(day.month)
