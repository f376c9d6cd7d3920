"""A month of a whole community: every account scored, members rolled up, the budget kept."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from webapp.domain.rules.accounts import RollUp
from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.carried import NOTHING, Carried
from webapp.domain.scoring.line import Kind, Line
from webapp.domain.scoring.observation import DeedClaim, Observation
from webapp.domain.scoring.score import AccountScore, floor_lines, is_of_deeds, score_month


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
    kinds: set[str] = {book.subject, *([book.roll_up.to] if book.roll_up else [])}
    books = {kind: book_for(book, kind) for kind in kinds}
    scores = {
        each.account: _score(book, books[each.kind], month, each, events, before, today)
        for each in subjects
        if each.kind in books
    }
    scores = keep_budget(book, scores, before.spent)
    return roll_up(book, book.roll_up, subjects, scores) if book.roll_up else scores


def book_for(book: RuleBook, kind: str) -> RuleBook:
    """The book as accounts of this kind are scored by: whoever does not start from the base has none, and no floor.
    A parent's floor holds for what it has with its members, so it is none of its own score's.
    """
    if book.roll_up is None:
        return book
    starts_from_base = (kind == book.subject) == (book.roll_up.base == "member")
    start = book.start if starts_from_base else replace(book.start, full=0)
    return replace(book, start=start, floor=book.floor if starts_from_base and kind == book.subject else None)


def _score(
    whole: RuleBook,
    book: RuleBook,
    month: str,
    subject: Subject,
    events: Mapping[int, Events],
    before: Before,
    today: dt.date | None,
) -> AccountScore:
    """By `book`, which holds for the subject. A parent that starts from no base is not assessed but by its members."""
    happened = events.get(subject.account, QUIET)
    carried = before.carried.get(subject.account, NOTHING)
    score = score_month(book, month, happened.observations, happened.claims, today, carried)
    is_member = subject.kind == whole.subject
    by_itself = is_member or (whole.roll_up is not None and whole.roll_up.base == "parent")
    return score if by_itself else replace(score, assessed=False)


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


def roll_up(
    book: RuleBook, rule: RollUp, subjects: tuple[Subject, ...], scores: dict[int, AccountScore]
) -> dict[int, AccountScore]:
    """Each parent with what its members brought; in order of account, so that the same members give the same lines."""
    members: dict[int, list[int]] = {}
    for each in sorted(subjects, key=lambda subject: subject.account):
        if each.parent is not None and each.account in scores:
            members.setdefault(each.parent, []).append(each.account)
    parents = {each.account for each in subjects if each.kind == rule.to}
    rolled = {
        account: _with_members(rule, score, {key: scores[key] for key in members.get(account, ())})
        for account, score in scores.items()
    }
    if rule.base == "member":
        return rolled
    return {account: _raised(book, score) if account in parents else score for account, score in rolled.items()}


def _raised(book: RuleBook, score: AccountScore) -> AccountScore:
    """To the floor; whatever vetoed it still does."""
    raised = _with(score, floor_lines(book, score.assessed, score.lines))
    return replace(raised, vetoed=score.vetoed)


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
