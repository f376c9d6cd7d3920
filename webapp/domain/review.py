"""The two-person rule and 回避: who may decide on what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` is a code when not allowed: own_check, own_walk, own_deed, recused or own_review."""

    allowed: bool
    reason: str | None = None


ALLOWED = Verdict(True)


def may_review(
    reviewer: int, inspector: int, companions: Collection[int], courtyard: int, recused: Collection[int]
) -> Verdict:
    """Whether `reviewer` may decide on a check of `courtyard`, made by `inspector` with `companions` (user ids).

    `recused` are the reviewer's courtyards of 回避.
    """
    if reviewer == inspector:
        return Verdict(False, "own_check")
    if reviewer in companions:
        return Verdict(False, "own_walk")
    return _unless_recused(courtyard, recused)


def may_accept(decider: int, logged_by: int | None, courtyard: int, recused: Collection[int]) -> Verdict:
    """Whether `decider` may decide on a deed of `courtyard` that `logged_by` logged, if anybody did."""
    if logged_by is not None and decider == logged_by:
        return Verdict(False, "own_deed")
    return _unless_recused(courtyard, recused)


def may_confirm(confirmer: int, reviewers: Collection[int]) -> Verdict:
    """Whether `confirmer` may confirm a month that `reviewers` scored and reviewed."""
    return Verdict(False, "own_review") if confirmer in reviewers else ALLOWED


def _unless_recused(courtyard: int, recused: Collection[int]) -> Verdict:
    return Verdict(False, "recused") if courtyard in recused else ALLOWED
