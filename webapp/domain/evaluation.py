"""A month of a whole community: every account scored, members rolled up, the budget kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from webapp.domain.carried import NOTHING, Carried
from webapp.domain.line import Kind, Line
from webapp.domain.observation import DeedClaim, Observation
from webapp.domain.rule_book import RuleBook
from webapp.domain.rules.accounts import RollUp
from webapp.domain.scoring import AccountScore, score_month


@dataclass(frozen=True, slots=True)
class Subject:
    """An account as the rules see it. Its points roll up to the account `parent`; `group` is where it is ranked."""

    account: int
    kind: str = "courtyard"
    group: str = ""
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Events:
    """What happened to one account in the month; whole chains of observations, as scoring wants them."""

    observations: tuple[Observation, ...] = ()
    claims: tuple[DeedClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier months of the community hand on: by account, and points that deeds earned in the budget's span."""

    carried: Mapping[int, Carried] = field(default_factory=dict)
    spent: int = 0


QUIET = Events()


def evaluate(
    book: RuleBook,
    month: str,
    subjects: Iterable[Subject],
    events: Mapping[int, Events],
    before: Before,
    today: dt.date | None = None,
) -> dict[int, AccountScore]:
    """The scores by account, in the order of `subjects`: of those the book scores, and of those they roll up to."""
    subjects = tuple(subjects)
    scores = {
        each.account: _score(book, month, each, events, before, today)
        for each in subjects
        if each.kind in (book.subject, book.roll_up.to if book.roll_up else None)
    }
    scores = keep_budget(book, scores, before.spent)
    return roll_up(book.roll_up, subjects, scores) if book.roll_up else scores


def _score(
    book: RuleBook,
    month: str,
    subject: Subject,
    events: Mapping[int, Events],
    before: Before,
    today: dt.date | None,
) -> AccountScore:
    happened = events.get(subject.account, QUIET)
    carried = before.carried.get(subject.account, NOTHING)
    score = score_month(book, month, happened.observations, happened.claims, today, carried)
    if subject.kind == book.subject:
        return score
    without_base = tuple(line for line in score.lines if line.kind not in (Kind.BASE, Kind.FLOOR))
    return AccountScore.of(False, without_base, score.carried)


def keep_budget(book: RuleBook, scores: Mapping[int, AccountScore], spent: int) -> dict[int, AccountScore]:
    """All bonuses cut alike, to the point, so that together they stay within what is left of the budget."""
    earned = {account: score.bonus for account, score in scores.items() if score.bonus > 0}
    total = sum(earned.values())
    left = max(book.budget.points - spent, 0) if book.budget else total
    if total <= left:
        return dict(scores)
    cuts = _shares(earned, total - left)
    return {account: _cut(score, cuts.get(account, 0)) for account, score in scores.items()}


def _shares(earned: Mapping[int, int], excess: int) -> dict[int, int]:
    """`excess` split in proportion, by the largest remainder; of equal ones the account opened first."""
    total = sum(earned.values())
    shares = {account: points * excess // total for account, points in earned.items()}
    by_remainder = sorted(earned, key=lambda account: (-(earned[account] * excess % total), account))
    for account in by_remainder[: excess - sum(shares.values())]:
        shares[account] += 1
    return shares


def _cut(score: AccountScore, amount: int) -> AccountScore:
    if not amount:
        return score
    lines = (*score.lines, Line(Kind.CAP, "budget", -amount))
    return AccountScore.of(score.assessed, lines, score.carried)


def roll_up(rule: RollUp, subjects: tuple[Subject, ...], scores: dict[int, AccountScore]) -> dict[int, AccountScore]:
    """Each parent with what its members brought; in order of account, so that the same members give the same lines."""
    members: dict[int, list[int]] = {}
    for each in sorted(subjects, key=lambda subject: subject.account):
        if each.parent is not None and each.account in scores:
            members.setdefault(each.parent, []).append(each.account)
    return {
        account: _with_members(rule, score, {key: scores[key] for key in members.get(account, ())})
        for account, score in scores.items()
    }


def _with_members(rule: RollUp, score: AccountScore, members: Mapping[int, AccountScore]) -> AccountScore:
    """A member's veto and ban are the parent's, too."""
    assessed = {account: each for account, each in members.items() if each.assessed}
    if not assessed:
        return score
    lines = (*score.lines, *_member_lines(rule.by, {account: each.total for account, each in assessed.items()}))
    bans = [score.carried.banned_until, *(each.carried.banned_until for each in assessed.values())]
    rolled = AccountScore.of(True, lines, replace(score.carried, banned_until=max(bans)))
    return replace(rolled, vetoed=rolled.vetoed or any(each.vetoed for each in assessed.values()))


def _member_lines(by: str, totals: Mapping[int, int]) -> tuple[Line, ...]:
    """A sum has a line for each member; an average is one line of all, and its fraction is dropped."""
    if by == "average":
        sources = tuple(str(account) for account in totals)
        return (Line(Kind.MEMBER, by, sum(totals.values()) // len(totals), sources=sources),)
    if by == "best":
        best = max(totals, key=lambda account: (totals[account], -account))
        totals = {best: totals[best]}
    return tuple(Line(Kind.MEMBER, by, total, sources=(str(account),)) for account, total in totals.items())
