"""A month of a whole community: every account scored, members rolled up, the budget kept."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from webapp.domain.carried import NOTHING, Carried
from webapp.domain.line import Kind, Line
from webapp.domain.observation import DeedClaim, Observation
from webapp.domain.rule_book import RuleBook
from webapp.domain.rules.accounts import RollUp
from webapp.domain.scoring import AccountScore, is_of_deeds, score_month


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
Bucketed = Mapping[str | None, int]  # points by bucket, those of the first one under None


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


def earned_by(score: AccountScore) -> Bucketed:
    """What its own deeds brought it, in each bucket."""
    earned: Counter[str | None] = Counter()
    for line in score.lines:
        if is_of_deeds(line):
            earned[line.bucket] += line.amount
    return earned


def keep_budget(book: RuleBook, scores: Mapping[int, AccountScore], spent: int) -> dict[int, AccountScore]:
    """All deeds cut alike, to the point, so that together they stay within what is left of the budget."""
    if book.budget is None:
        return dict(scores)
    earned = {
        (account, bucket or ""): points
        for account, score in scores.items()
        for bucket, points in earned_by(score).items()
    }
    excess = sum(earned.values()) - max(book.budget.points - spent, 0)
    if excess <= 0:
        return dict(scores)
    cuts: dict[int, list[Line]] = {}
    for (account, bucket), amount in _shares(earned, excess).items():
        if amount:
            cuts.setdefault(account, []).append(Line(Kind.CAP, "budget", -amount, bucket=bucket or None))
    return {account: _with(score, cuts.get(account, ())) for account, score in scores.items()}


def _shares(earned: Mapping[tuple[int, str], int], excess: int) -> dict[tuple[int, str], int]:
    """`excess` split in proportion, by the largest remainder; of equal ones the account opened first."""
    total = sum(earned.values())
    shares = {key: points * excess // total for key, points in earned.items()}
    by_remainder = sorted(earned, key=lambda key: (-(earned[key] * excess % total), key))
    for key in by_remainder[: excess - sum(shares.values())]:
        shares[key] += 1
    return shares


def _with(score: AccountScore, lines: Iterable[Line]) -> AccountScore:
    lines = tuple(lines)
    return AccountScore.of(score.assessed, (*score.lines, *lines), score.carried) if lines else score


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
    """A member's veto is its parent's too; its bans and emptied buckets are, where the parent keeps the points."""
    assessed = {account: each for account, each in members.items() if each.assessed}
    lines = [*score.lines, *_member_lines(rule.by, {account: _by_bucket(each) for account, each in assessed.items()})]
    carried = score.carried
    if rule.keeps == "parent":
        lines += [line for each in members.values() for line in each.lines if line.kind in (Kind.BAN, Kind.ZERO)]
        bans = (each.carried.banned_until for each in members.values())
        carried = replace(carried, banned_until=max(carried.banned_until, *bans, ""))
    rolled = AccountScore.of(bool(assessed) or score.assessed, tuple(lines), carried)
    return replace(rolled, vetoed=rolled.vetoed or any(each.vetoed for each in members.values()))


def _by_bucket(score: AccountScore) -> Bucketed:
    found: Counter[str | None] = Counter({None: 0})
    for line in score.lines:
        found[line.bucket] += line.amount
    return {bucket: points for bucket, points in found.items() if points or bucket is None}


def _member_lines(by: str, totals: Mapping[int, Bucketed]) -> Iterator[Line]:
    """A sum has a line for each member; an average is one line of all, and its fraction is dropped."""
    if by == "average":
        sources = tuple(str(account) for account in totals)
        summed: Counter[str | None] = Counter()
        for each in totals.values():
            summed.update(each)
        for bucket, points in summed.items():
            yield Line(Kind.MEMBER, by, points // len(totals), sources=sources, bucket=bucket)
        return
    if by == "best" and totals:
        best = max(totals, key=lambda account: (sum(totals[account].values()), -account))
        totals = {best: totals[best]}
    for account, each in totals.items():
        for bucket, points in each.items():
            yield Line(Kind.MEMBER, by, points, sources=(str(account),), bucket=bucket)
