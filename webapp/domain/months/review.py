"""The two-person rule and 回避: who may decide on what."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reason` is a code when not allowed: recused, or what it is of one's own (own_check, own_walk, own_deed, …)."""

    allowed: bool
    reason: str | None = None


ALLOWED = Verdict(True)


def may_review(
    reviewer: int,
    inspector: int,
    companions: Collection[int],
    courtyard: int,
    recused: Collection[int],
    readmitted_by: int | None = None,
    typed_by: int | None = None,
) -> Verdict:
    """Whether `reviewer` may decide on a check of `courtyard`, made by `inspector` with `companions` (user ids).

    `recused` are the reviewer's courtyards of 回避. Who let in what had been put aside does not also approve it, nor
    who typed it in from paper.
    """
    if reviewer == inspector:
        return Verdict(False, "own_check")
    if reviewer in companions:
        return Verdict(False, "own_walk")
    if reviewer == readmitted_by:
        return Verdict(False, "own_repair")
    if reviewer == typed_by:
        return Verdict(False, "own_typing")
    return _unless_recused(courtyard, recused)


def may_settle(settler: int, sender: int, came_along: bool, is_recused: bool) -> Verdict:
    """Whether `settler` may settle what `sender` sent and was put aside; `is_recused` where 回避 binds the settler."""
    if settler == sender:
        return Verdict(False, "own_entry")
    if came_along:
        return Verdict(False, "own_walk")
    return Verdict(False, "recused") if is_recused else ALLOWED


def may_accept(
    decider: int,
    logged_by: int | None,
    courtyard: int | None,
    recused: Collection[int],
    readmitted_by: int | None = None,
) -> Verdict:
    """Whether `decider` may decide on a deed that `logged_by` logged, if anybody did; None for no courtyard's."""
    if logged_by is not None and decider == logged_by:
        return Verdict(False, "own_deed")
    if decider == readmitted_by:
        return Verdict(False, "own_repair")
    return _unless_recused(courtyard, recused)


def may_confirm(confirmer: int, reviewers: Collection[int]) -> Verdict:
    """Whether `confirmer` may confirm a month that `reviewers` scored and reviewed."""
    return Verdict(False, "own_review") if confirmer in reviewers else ALLOWED


def _unless_recused(courtyard: int | None, recused: Collection[int]) -> Verdict:
    return Verdict(False, "recused") if courtyard in recused else ALLOWED
