"""A month as the card shows it: published, or still running."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field

from webapp import clock
from webapp.blueprints.resident.objected import Objected
from webapp.blueprints.resident.pictures import Line, with_pictures
from webapp.blueprints.resident.squares import Squares
from webapp.domain.months.cycle import Action, State
from webapp.domain.months.publication import published_row
from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.line import Kind
from webapp.domain.scoring.score import AccountScore
from webapp.explanations import explain
from webapp.i18n import language
from webapp.models import Account, Check, Community, Household, Month
from webapp.queries.cards import CardMonth, last_step, obstacles_in, own_deeds
from webapp.queries.rule_books import rule_book_in_force, rule_book_of_version
from webapp.queries.scores import as_score, provisional_score


@dataclass(frozen=True, slots=True)
class Missed:
    """A check that could judge nothing, and why: one reason for 未评."""

    day: dt.date
    why: str


@dataclass(frozen=True, slots=True)
class MonthCard:
    """`state` is running, open (公示 lasts until `open_until`) or done; `total` stands only if assessed."""

    name: str
    state: str
    assessed: bool
    total: int
    full: int
    base: Squares
    bonus: Squares
    lines: list[Line]
    missed: list[Missed]
    commended: bool = False
    has_root: bool = False
    open_until: dt.date | None = None
    days_left: int = 0
    reviewed_on: dt.date | None = None
    confirmed_on: dt.date | None = None
    objected: list[Objected] = field(default_factory=list)

    @property
    def deductions(self) -> list[Line]:
        return [line for line in self.lines if line.row.kind == Kind.DEDUCTION]

    @property
    def notable(self) -> list[Line]:
        """All but the line that gives the full base."""
        return [line for line in self.lines if line.row.kind != Kind.BASE]

    @property
    def others(self) -> list[Line]:
        """What is noted besides deductions."""
        return [line for line in self.notable if line.row.kind != Kind.DEDUCTION]

    @property
    def gains(self) -> list[Line]:
        return [line for line in self.lines if line.row.kind in (Kind.BONUS, Kind.CAP)]


def published_month(
    community: Community, household: Household, account: Account, found: CardMonth, objected: list[Objected]
) -> MonthCard:
    """A month from its kept score, explained by the rule book it was scored by; with what was objected to of it."""
    month, until = found.month, found.publication.open_until
    book = rule_book_of_version(community.id, month.rule_version)
    if book is None:
        raise LookupError(f"month {month.name} names rule book version {month.rule_version}, which is not there")
    today = clock.today(community)
    return _card(
        book,
        household,
        account,
        month.name,
        as_score(found.score),
        state="open" if month.state == State.PUBLISHED and today <= until else "done",
        commended=_commended(found, account),
        has_root=bool(found.publication.root),
        open_until=until,
        days_left=(until - today).days,
        reviewed_on=_day_of(community, month, Action.REVIEW),
        confirmed_on=_day_of(community, month, Action.CONFIRM),
        objected=[each for each in objected if each.month == month.name],
    )


def running_month(community: Community, household: Household, account: Account, name: str) -> MonthCard:
    """A month not yet published, by what is approved until now."""
    _, book = rule_book_in_force(community.id, name)
    assert account.courtyard_id is not None, "a month runs for who lives in a courtyard"
    score = provisional_score(account, name, clock.today(community))
    return _card(book, household, account, name, score, state="running")


def _card(book: RuleBook, household: Household, account: Account, name: str, score: AccountScore, **more) -> MonthCard:
    rows = explain(book, score.lines, own_deeds(household, name))
    return MonthCard(
        name=name,
        assessed=score.assessed,
        total=score.total,
        full=book.full,
        base=Squares(score.base, book.base, starts_full=True),
        bonus=Squares(score.bonus, book.bonus_cap or score.bonus, starts_full=False),
        lines=with_pictures(household, rows),
        missed=[] if score.assessed else [_missed(book, check) for check in obstacles_in(account, name)],
        **more,
    )


def _commended(found: CardMonth, account: Account) -> bool:
    row = published_row(json.loads(found.publication.document), account.id)
    return row is not None and row["commended"]


def _missed(book: RuleBook, check: Check) -> Missed:
    obstacle = book.obstacle(check.obstacle or "")
    return Missed(check.day, obstacle.label.text(language()) if obstacle else "")


def _day_of(community: Community, month: Month, action: str) -> dt.date | None:
    step = last_step(month, action)
    return clock.local(community, step.at).date() if step else None
