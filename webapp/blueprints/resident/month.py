"""A month as the card shows it: published, or still running."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from webapp import clock
from webapp.blueprints.resident.objected import Objected
from webapp.blueprints.resident.pictures import Line, checks_beside, with_pictures
from webapp.blueprints.resident.squares import Squares
from webapp.domain.months.cycle import State
from webapp.domain.months.publication import published_row
from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.line import Kind
from webapp.domain.scoring.score import AccountScore
from webapp.explanations import Row, explain
from webapp.i18n import language
from webapp.models import Account, Check, Community, Household, Month
from webapp.queries.cards import CardMonth, SeenPhoto, shown_checks
from webapp.queries.month_desk import standing_score
from webapp.queries.put_rights import Seen, seen_after
from webapp.queries.scores import as_score


@dataclass(frozen=True, slots=True)
class Missed:
    """A check that could judge nothing, and why: one reason for 未评."""

    day: dt.date
    why: str


@dataclass(frozen=True, slots=True)
class MonthCard:
    """`state` is running, open (公示 lasts until `open_until`) or done; `total` stands only if assessed. `seen` is what
    later checks saw of a running month's faults, by item and check.
    """

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
    seen: dict[tuple[str, str], Seen] = field(default_factory=dict)

    @property
    def deductions(self) -> list[Line]:
        return [line for line in self.lines if line.row.kind == Kind.DEDUCTION]

    def mended_on(self, line: Line) -> dt.date | None:
        """When a later check saw that the fault of this line is gone, though too late for its point."""
        seen = self.seen.get(_fault_of(line))
        return seen.day if seen and seen.is_good else None

    @property
    def to_mend(self) -> list[Line]:
        return [line for line in self.deductions if self.mended_on(line) is None]

    @property
    def mended(self) -> list[Line]:
        return [line for line in self.deductions if self.mended_on(line) is not None]

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


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose card it is; `deeds` are the household's own in all months that it shows."""

    household: Household
    account: Account
    deeds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Scored:
    """What a month gave by its book; `rows` explain it, `more` is what else its card says."""

    name: str
    book: RuleBook
    score: AccountScore
    rows: list[Row]
    more: dict[str, Any]


def published_month(
    community: Community, of: Whose, book: RuleBook, found: CardMonth, objected: list[Objected]
) -> Scored:
    """A month from its kept score, explained by the rule book it was scored by; with what was objected to of it."""
    month, until = found.month, found.publication.open_until
    today = clock.today(community)
    more = {
        "state": "open" if month.state == State.PUBLISHED and today <= until else "done",
        "commended": _commended(found, of.account),
        "has_root": bool(found.publication.root),
        "open_until": until,
        "days_left": (until - today).days,
        "reviewed_on": _day_of(community, found.reviewed_at),
        "confirmed_on": _day_of(community, found.confirmed_at),
        "objected": [each for each in objected if each.month == month.name],
    }
    score = as_score(found.score)
    return Scored(month.name, book, score, explain(book, score.lines, of.deeds), more)


def running_month(community: Community, of: Whose, book: RuleBook, month: Month) -> Scored:
    """A month not yet published, as it stands on the desk of the month."""
    assert of.account.courtyard_id is not None, "a month runs for who lives in a courtyard"
    score = standing_score(of.account, book, month, clock.today(community))
    return Scored(month.name, book, score, explain(book, score.lines, of.deeds), {"state": "running"})


def month_cards(of: Whose, months: Iterable[Scored]) -> list[MonthCard]:
    """What they show of the courtyard's checks is asked at once for all of them."""
    months = list(months)
    named = checks_beside(row for each in months for row in each.rows)
    unassessed = {each.name for each in months if not each.score.assessed}
    photos, obstacles = shown_checks(of.household, of.account, named, unassessed)
    cards = [_card(each, photos, (check for check in obstacles if check.month == each.name)) for each in months]
    return [_with_seen(each, of.account) if each.state == "running" else each for each in cards]


def _with_seen(card: MonthCard, account: Account) -> MonthCard:
    """With what was seen of each fault after the latest check that found it."""
    return replace(card, seen=seen_after(account, [_fault_of(line) for line in card.deductions]))


def _fault_of(line: Line) -> tuple[str, str]:
    """Its item and the latest check that found it."""
    return line.row.item or "", line.row.checks[-1] if line.row.checks else ""


def _card(month: Scored, photos: list[SeenPhoto], obstacles: Iterable[Check]) -> MonthCard:
    book, score = month.book, month.score
    return MonthCard(
        name=month.name,
        assessed=score.assessed,
        total=score.total,
        full=book.full,
        base=Squares(score.base, book.base, starts_full=True),
        bonus=Squares(score.bonus, book.bonus_cap or score.bonus, starts_full=False),
        lines=with_pictures(month.rows, photos),
        missed=[_missed(book, check) for check in obstacles],
        **month.more,
    )


def _commended(found: CardMonth, account: Account) -> bool:
    row = published_row(json.loads(found.document), account.id) if found.document else None
    return row is not None and row["commended"]


def _missed(book: RuleBook, check: Check) -> Missed:
    obstacle = book.obstacle(check.obstacle or "")
    return Missed(check.day, obstacle.label.text(language()) if obstacle else "")


def _day_of(community: Community, at: dt.datetime | None) -> dt.date | None:
    return clock.local(community, at).date() if at else None
