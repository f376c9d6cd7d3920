"""Rulings on objections, as scoring takes them: evidence stays as it is, and counts as they say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from webapp.domain.months.objection import Outcome, Step
from webapp.domain.scoring.amendment import NONE as UNCHANGED
from webapp.domain.scoring.chains import CheckRecord
from webapp.domain.scoring.observation import DeedClaim, ItemResult, Result

FINDING, CHECK, DEED = "finding", "check", "deed"
RETURNED = "returned"


@dataclass(frozen=True, slots=True, order=True)
class Effect:
    """One thing that a ruling changes: an `item` of the check `key` is set aside, or the whole check; or the deed `key`
    counts, with other `points` where they are given, or does not count at all (`out`).
    """

    on: str
    key: str
    item: str = ""
    points: int | None = None
    out: bool = False

    def as_data(self) -> dict[str, Any]:
        data: dict[str, Any] = {"on": self.on, "key": self.key}
        if self.on == FINDING:
            data["item"] = self.item
        if self.on == DEED:
            data |= {"out": self.out, "points": self.points}
        return data


def effects_text(effects: Iterable[Effect]) -> str:
    """The one text of what a ruling changes, which is kept and hashed."""
    ordered = sorted(effects, key=lambda each: (each.on, each.key, each.item))
    return json.dumps([each.as_data() for each in ordered], sort_keys=True, separators=(",", ":"))


def read_effects(text: str) -> tuple[Effect, ...]:
    return tuple(Effect(**each) for each in json.loads(text or "[]"))


@dataclass(frozen=True, slots=True)
class Decided:
    """A deciding step of an objection, as far as it changes anything."""

    objection: int
    step: str
    outcome: str
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Rulings:
    """What all rulings on a month change together; of two on one deed the later counts."""

    findings: frozenset[tuple[str, str]] = frozenset()
    checks: frozenset[str] = frozenset()
    deeds: Mapping[str, Effect] = field(default_factory=dict)

    @classmethod
    def of(cls, decided: Iterable[Decided]) -> Rulings:
        effects = standing(decided)
        return cls(
            frozenset((each.key, each.item) for each in effects if each.on == FINDING),
            frozenset(each.key for each in effects if each.on == CHECK),
            {each.key: each for each in effects if each.on == DEED},
        )

    def on_checks(self, records: Iterable[CheckRecord]) -> list[CheckRecord]:
        """The same checks: returned ones speak no more, findings set aside say nothing of their item."""
        return [self._ruled(each) for each in records]

    def on_deeds(self, claims: Iterable[DeedClaim]) -> list[DeedClaim]:
        """Those that still count, with the points they were given."""
        return [self._worth(claim) for claim in claims if not self._is_out(claim)]

    @property
    def accepted(self) -> list[int]:
        """Keys of the deeds that count whatever was decided about them before."""
        return [int(key) for key, effect in self.deeds.items() if not effect.out]

    def _ruled(self, record: CheckRecord) -> CheckRecord:
        if record.id in self.checks:
            return replace(record, state=RETURNED)
        if not any((record.id, said.item) in self.findings for said in record.results):
            return record
        counting = tuple(self._set_aside(record.id, said) for said in record.counting)
        return replace(record, results=counting, amendment=UNCHANGED)

    def _set_aside(self, check: str, said: ItemResult) -> ItemResult:
        is_fault = said.result == Result.FAULT and (check, said.item) in self.findings
        return replace(said, result=Result.SET_ASIDE) if is_fault else said

    def _is_out(self, claim: DeedClaim) -> bool:
        effect = self.deeds.get(claim.id)
        return effect is not None and effect.out

    def _worth(self, claim: DeedClaim) -> DeedClaim:
        effect = self.deeds.get(claim.id)
        if effect is None or effect.points is None:
            return claim
        return replace(claim, points=effect.points, judged=())


NONE = Rulings()


def standing(decided: Iterable[Decided]) -> list[Effect]:
    """The effects that stand, given every decision in order: a final answer takes the place of the first, unless it
    rejects the appeal.
    """
    by_objection: dict[int, tuple[Effect, ...]] = {}
    for each in decided:
        if each.step == Step.FINAL and each.outcome == Outcome.REJECTED:
            continue
        by_objection.pop(each.objection, None)  # the later decision is also later in order
        by_objection[each.objection] = each.effects
    return [effect for effects in by_objection.values() for effect in effects]
