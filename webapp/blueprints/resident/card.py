"""The household card: newest published month, the months still running, points, past months, who looked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from webapp import clock
from webapp.blueprints.resident.history import History, build_history
from webapp.blueprints.resident.month import MonthCard, Whose, published_month, running_month
from webapp.blueprints.resident.objected import Objected, objected_to
from webapp.blueprints.resident.taking_part import TakingPart, taking_part
from webapp.domain.calendar_month import previous_month
from webapp.domain.ledger.posting import Balance
from webapp.domain.months.running import running_months
from webapp.domain.names import mask_name
from webapp.domain.rules.book import RuleBook
from webapp.i18n import language
from webapp.models import Account, Community, Household, Reservation
from webapp.queries.accounts import account_of_household, holder_name
from webapp.queries.balances import balance_of
from webapp.queries.cards import CardMonth, community_of, own_deeds, published_months
from webapp.queries.claims import cut_or_refused
from webapp.queries.deeds import REFUSED
from webapp.queries.households import last_visits
from webapp.queries.objections import objections_of_account
from webapp.queries.reservations import open_reservations
from webapp.queries.rule_books import rule_book_in_force, rule_books_for

VISITS = 5
NOTHING = Balance(0, 0)


@dataclass(frozen=True, slots=True)
class Visit:
    """One opening of this card, in the community's time; `way` is pin, kept (a phone that is remembered) or counter."""

    at: dt.datetime
    way: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A deed of the household that was refused, or credited with less than was asked for."""

    what: str
    day: dt.date
    asked: int
    given: int
    is_refused: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Card:
    """`shown` is None until a month of this account is published; without an account there are only words.

    From `running` on it is about today, and stands on the newest card alone.
    """

    community: Community
    household: Household
    holder: str
    shown: MonthCard | None
    is_newest: bool
    history: History
    objected: list[Objected] = field(default_factory=list)
    running: list[MonthCard] = field(default_factory=list)
    cut: list[Cut] = field(default_factory=list)
    balance: Balance = NOTHING
    put_by: list[Reservation] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    part: TakingPart | None = None

    @property
    def answered(self) -> list[Objected]:
        """What the household has not read yet."""
        return [each for each in self.objected if each.is_news]


def build_card(household: Household, month: str | None = None) -> Card | None:
    """The card with its newest published month, or with `month`; None when that is not on this card."""
    community = community_of(household)
    this_month = f"{clock.today(community):%Y-%m}"
    account = account_of_household(household, this_month)
    months = published_months(account) if account else []
    chosen = _chosen(months, month)
    if month and chosen is None:
        return None
    if account is None:
        return _without_account(community, household)
    is_newest = chosen is None or chosen is months[0]
    names = _running(account, months, this_month) if is_newest else []
    version = chosen.month.rule_version if chosen else 0
    scored_by, _, in_force = rule_books_for(community.id, version, this_month)
    of = Whose(household, account, own_deeds(household, *names, *([chosen.month.name] if chosen else [])))
    objected = objected_to(community, objections_of_account(account)[::-1])
    shown = None
    if chosen:
        assert scored_by is not None, "the month was scored by a version that exists"
        shown = published_month(community, of, scored_by, chosen, objected)
    past = Card(
        community=community,
        household=household,
        holder=_holder(community, account),
        shown=shown,
        is_newest=is_newest,
        history=build_history(months, shown.full if shown else 0),
        objected=objected,
    )
    return _with_now(past, of, in_force, names) if is_newest else past


def _without_account(community: Community, household: Household) -> Card:
    """Only words, and what the household may do all the same."""
    card = Card(community, household, "", None, True, build_history([], 0))
    _, book = rule_book_in_force(community.id, f"{clock.today(community):%Y-%m}")
    return replace(card, **_of_household(community, household, book))


def _with_now(card: Card, of: Whose, book: RuleBook, names: list[str]) -> Card:
    """The newest card also tells how things stand today, which no past month needs."""
    community, today = card.community, clock.today(card.community)
    books = {name: book if name == f"{today:%Y-%m}" else rule_book_in_force(community.id, name)[1] for name in names}
    return replace(
        card,
        running=[running_month(community, of, books[name], name) for name in names],
        balance=balance_of(of.account),
        put_by=open_reservations(community.id, today, of.account.id),
        **_of_household(community, of.household, book),
    )


def _of_household(community: Community, household: Household, book: RuleBook) -> dict[str, Any]:
    return {
        "cut": _cut(household, book, f"{clock.today(community):%Y-%m}"),
        "visits": [Visit(clock.local(community, each.at), each.way) for each in last_visits(household, VISITS)],
        "part": taking_part(household, clock.today(community)),
    }


def _cut(household: Household, book: RuleBook, this_month: str) -> list[Cut]:
    """Of this month and the one before."""
    cut = []
    for deed in cut_or_refused(household, previous_month(this_month)):
        kind, asked = book.rule_of(deed.kind), deed.points if deed.asked_points is None else deed.asked_points
        what = kind.label.text(language()) if kind else deed.kind
        cut.append(Cut(what, deed.day, asked, deed.points, deed.state == REFUSED, deed.reason or ""))
    return cut


def _chosen(months: list[CardMonth], name: str | None) -> CardMonth | None:
    return next((each for each in months if name in (None, each.month.name)), None)


def _holder(community: Community, account: Account) -> str:
    return mask_name(holder_name(account, clock.today(community)), community.name_mask)


def _running(account: Account, months: list[CardMonth], this_month: str) -> list[str]:
    """The months after the newest published one, up to this one, newest first, as far as the account reaches."""
    if account.courtyard is None:
        return []
    names = running_months(this_month, months[0].month.name if months else "", account.opened_in, account.closed_in)
    return [name for name in names if account.courtyard.enrolled_in(name)]
