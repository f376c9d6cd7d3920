"""Chains of replacement: which of several checks that replace each other speaks for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from webapp.domain.scoring.amendment import NONE as UNCHANGED
from webapp.domain.scoring.amendment import Amendment
from webapp.domain.scoring.observation import ItemResult, Judged, Observation

APPROVED = "approved"


@dataclass(frozen=True, slots=True)
class CheckRecord:
    """A check as chains see it; `state` is received, complete, approved or returned, `month` its own month.

    `results` are as the inspector said them, `amendment` is what its approval changed of them.
    """

    id: str
    replaces: str | None
    state: str
    judged: str
    month: str
    day: dt.date
    at: dt.datetime
    results: tuple[ItemResult, ...] = ()
    amendment: Amendment = UNCHANGED

    @property
    def counting(self) -> tuple[ItemResult, ...]:
        return self.amendment.on(self.results) if self.amendment else self.results


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Several approved checks claim to be the last of one chain: staff return all but one. None counts till then."""

    first: str
    month: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What counts, in order of time, and what staff must decide before the month can be scored."""

    observations: tuple[Observation, ...]
    ambiguous: tuple[Ambiguous, ...]


def resolve(checks: Iterable[CheckRecord]) -> Resolution:
    """One observation for each chain that has an approved last member which is not withdrawn.

    Give whole chains, with members of every state and month: a chain counts in its first member's month. A replaced
    check that is not among them is taken as not there (the server accepts checks in any order).
    """
    known = {check.id: check for check in checks}
    observations, ambiguous = [], []
    for first, members in _chains(known):
        last = _last_approved(members, known)
        if len(last) > 1:
            ambiguous.append(Ambiguous(first.id, first.month, tuple(check.id for check in last)))
        elif last and last[0].judged != Judged.WITHDRAWN:
            observations.append(_observation(first, last[0]))
    return Resolution(tuple(sorted(observations, key=lambda each: (each.at, each.check_id))), tuple(ambiguous))


def _chains(known: Mapping[str, CheckRecord]) -> Iterator[tuple[CheckRecord, list[CheckRecord]]]:
    """Each chain's first check and all its members, branches included, in order of id."""
    chains: dict[str, list[CheckRecord]] = {}
    for check in sorted(known.values(), key=lambda each: each.id):
        chains.setdefault(_first(check, known).id, []).append(check)
    return ((known[first], members) for first, members in chains.items())


def _first(check: CheckRecord, known: Mapping[str, CheckRecord]) -> CheckRecord:
    """The oldest ancestor; of checks that replace each other in a ring, which only a forger makes, the least id."""
    if check.replaces not in known:
        return check
    ancestors = list(_ancestors(check, known))
    oldest = ancestors[-1]
    return oldest if oldest.replaces not in known else min(_ancestors(oldest, known), key=lambda each: each.id)


def _ancestors(check: CheckRecord, known: Mapping[str, CheckRecord]) -> Iterator[CheckRecord]:
    """What it replaces, what that replaces, and so on; each at most once."""
    met: set[str] = set()
    older = known.get(check.replaces or "")
    while older and older.id not in met:
        met.add(older.id)
        yield older
        older = known.get(older.replaces or "")


def _last_approved(members: list[CheckRecord], known: Mapping[str, CheckRecord]) -> list[CheckRecord]:
    """The approved members that no approved member replaces, directly or by way of others."""
    approved = [check for check in members if check.state == APPROVED]
    if len(members) == 1:
        return approved
    replaced = {ancestor.id for check in approved for ancestor in _ancestors(check, known)}
    return [check for check in approved if check.id not in replaced] or approved


def _observation(first: CheckRecord, last: CheckRecord) -> Observation:
    return Observation(last.id, first.month, last.day, last.at, last.judged, last.counting)
