"""A household's card at the counter: the same sentences that its own phone would read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from webapp import clock
from webapp.domain.months.cycle import State
from webapp.domain.months.running import running_months
from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.score import AccountScore
from webapp.explanations import explain
from webapp.i18n import language
from webapp.models import Account, Community, Household
from webapp.queries.accounts import account_of_household
from webapp.queries.balances import balance_of
from webapp.queries.cards import CardMonth, obstacles_in, own_deeds, published_months
from webapp.queries.month_desk import standing_score
from webapp.queries.reservations import open_reservations
from webapp.queries.rule_books import rule_book_in_force, rule_book_of_version
from webapp.queries.scores import as_score
from webapp.spoken import ToldMonth, month_sentences, objecting_sentence, points_sentences, turn_sentences


@dataclass(frozen=True, slots=True)
class ReadOut:
    """`score` is that of the newest published month, None before there is one, or when it is not assessed."""

    month: str
    score: int | None
    full: int
    sentences: list[str]


def read_out(community: Community, household: Household) -> ReadOut:
    """The newest published month, the months that run, and the points. No photos: they are for the card itself."""
    this_month = f"{clock.today(community):%Y-%m}"
    account = account_of_household(household, this_month)
    if account is None:
        return ReadOut("", None, 0, [])
    months = published_months(account)
    newest = _published(household, account, months[0]) if months else None
    sentences = list(_sentences(community, household, account, months, newest))
    if newest is None:
        return ReadOut("", None, 0, sentences)
    return ReadOut(newest.name, newest.total if newest.assessed else None, newest.full, sentences)


def _sentences(
    community: Community, household: Household, account: Account, months: list[CardMonth], newest: ToldMonth | None
) -> Iterator[str]:
    this_month = f"{clock.today(community):%Y-%m}"
    if newest is not None:
        until = months[0].publication.open_until
        is_open = months[0].month.state == State.PUBLISHED and clock.today(community) <= until
        yield from month_sentences(newest)
        yield from objecting_sentence(until if is_open else None, community.contact)
    for name in running_months(this_month, newest.name if newest else "", account.opened_in, account.closed_in):
        if account.courtyard is not None and account.courtyard.enrolled_in(name):
            yield from month_sentences(_running(community, household, account, name))
    balance = balance_of(account)
    yield from points_sentences(balance.spendable, balance.waiting)
    put_by = open_reservations(community.id, clock.today(community), account.id)
    yield from turn_sentences((each.good.name, each.until) for each in put_by if each.is_called and each.until)


def _published(household: Household, account: Account, found: CardMonth) -> ToldMonth:
    book = rule_book_of_version(account.community_id, found.month.rule_version)
    assert book is not None, "a scored month names its rule book"
    return _told(household, account, book, found.month.name, as_score(found.score))


def _running(community: Community, household: Household, account: Account, name: str) -> ToldMonth:
    _, book = rule_book_in_force(community.id, name)
    score = standing_score(account, book, name, clock.today(community))
    return _told(household, account, book, name, score, runs=True)


def _told(
    household: Household, account: Account, book: RuleBook, name: str, score: AccountScore, *, runs: bool = False
) -> ToldMonth:
    missed = []
    for check in [] if score.assessed else obstacles_in(account, name):
        obstacle = book.obstacle(check.obstacle or "")
        missed.append((check.day, obstacle.label.text(language()) if obstacle else ""))
    return ToldMonth(
        name=name,
        assessed=score.assessed,
        total=score.total,
        full=book.full,
        rows=tuple(explain(book, score.lines, own_deeds(household, name))),
        runs=runs,
        missed=tuple(missed),
    )
