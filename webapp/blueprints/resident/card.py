"""The household card: newest published month, the months still running, points, past months, who looked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

from webapp import clock
from webapp.blueprints.resident.history import History, build_history
from webapp.blueprints.resident.month import MonthCard, Whose, month_cards, published_month, running_month
from webapp.blueprints.resident.objected import Objected, objected_to
from webapp.blueprints.resident.taking_part import TakingPart, taking_part
from webapp.domain.calendar_month import previous_month
from webapp.domain.ledger.posting import Balance
from webapp.domain.names import mask_name
from webapp.domain.rules.book import RuleBook
from webapp.i18n import language
from webapp.models import Account, Community, Deed, Household, Reservation
from webapp.queries.accounts import account_and_holder
from webapp.queries.cards import CardMonth, community_of, deeds_of, months_of_account, own_among
from webapp.queries.claims import is_cut_or_refused
from webapp.queries.deeds import REFUSED
from webapp.queries.households import last_visits
from webapp.queries.objections import objections_of_account
from webapp.queries.reservations import open_reservations
from webapp.queries.rule_books import Versions, rule_book_versions
from webapp.queries.taking_part import counts_for

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
    today = clock.today(community)
    this_month, books = f"{today:%Y-%m}", rule_book_versions(community.id)
    account, holder = account_and_holder(household, this_month, today)
    if account is None:
        return None if month else _without_account(community, household, books)
    months = months_of_account(account, month)
    chosen = _chosen(months.published, month)
    if month and chosen is None:
        return None
    is_newest = chosen is None or chosen is months.published[0]
    runs = months.running(this_month) if is_newest else []
    recent = _recent(this_month) if is_newest else ()
    told = [chosen.month, *runs] if chosen else runs
    deeds = deeds_of(household, {*recent, *(each.name for each in told)})
    of = Whose(household, account, own_among(household, deeds))
    objected = objected_to(community, objections_of_account(account)[::-1], books)
    scored = [running_month(community, of, books.in_force(each.name)[1], each) for each in runs]
    if chosen:
        scored.insert(0, published_month(community, of, books.that_scored(chosen.month), chosen, objected))
    cards = month_cards(of, scored)
    shown = cards.pop(0) if chosen else None
    card = Card(
        community=community,
        household=household,
        holder=mask_name(holder, community.name_mask),
        shown=shown,
        is_newest=is_newest,
        history=build_history(months.published, shown.full if shown else 0),
        objected=objected,
        running=cards,
    )
    return replace(card, **_today(community, household, account, deeds, books)) if is_newest else card


def _without_account(community: Community, household: Household, books: Versions) -> Card:
    """Only words, and what the household may do all the same."""
    card = Card(community, household, "", None, True, build_history([], 0))
    deeds = deeds_of(household, _recent(f"{clock.today(community):%Y-%m}"))
    return replace(card, **_today(community, household, None, deeds, books))


def _today(
    community: Community, household: Household, account: Account | None, deeds: list[Deed], books: Versions
) -> dict[str, Any]:
    """How things stand today, which no past month needs."""
    today = clock.today(community)
    counts = counts_for(household, account, today)
    return {
        "cut": _cut(deeds, books.in_force(f"{today:%Y-%m}")[1], _recent(f"{today:%Y-%m}")),
        "balance": counts.balance,
        "put_by": open_reservations(community.id, today, account.id) if account and counts.reservations else [],
        "visits": [Visit(clock.local(community, each.at), each.way) for each in last_visits(household, VISITS)],
        "part": taking_part(household, counts, books),
    }


def _recent(this_month: str) -> tuple[str, str]:
    """The months of which the card tells what was cut."""
    return previous_month(this_month), this_month


def _cut(deeds: list[Deed], book: RuleBook, months: Collection[str]) -> list[Cut]:
    cut = []
    for deed in deeds:
        if deed.month in months and is_cut_or_refused(deed):
            kind, asked = book.rule_of(deed.kind), deed.points if deed.asked_points is None else deed.asked_points
            what = kind.label.text(language()) if kind else deed.kind
            cut.append(Cut(what, deed.day, asked, deed.points, deed.state == REFUSED, deed.reason or ""))
    return cut


def _chosen(months: list[CardMonth], name: str | None) -> CardMonth | None:
    return next((each for each in months if name in (None, each.month.name)), None)
