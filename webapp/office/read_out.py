"""A household's card at the counter: the same sentences that its own phone would read aloud."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from webapp import clock
from webapp.domain.months.cycle import State
from webapp.domain.rules.book import RuleBook
from webapp.explanations import explain
from webapp.i18n import language
from webapp.models import Account, Check, Community, Household
from webapp.queries.accounts import account_of_household
from webapp.queries.cards import CardMonth, CardMonths, deeds_of, months_of_account, obstacles_in, own_among
from webapp.queries.month_desk import standing_score
from webapp.queries.reservations import open_reservations
from webapp.queries.rule_books import rule_book_versions
from webapp.queries.scores import as_score
from webapp.queries.taking_part import counts_for
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
    months = months_of_account(account)
    told = _told(community, household, months, this_month)
    newest = told[0] if months.published else None
    sentences = list(_sentences(community, household, account, months.published, told))
    if newest is None:
        return ReadOut("", None, 0, sentences)
    return ReadOut(newest.name, newest.total if newest.assessed else None, newest.full, sentences)


def _told(community: Community, household: Household, months: CardMonths, this_month: str) -> list[ToldMonth]:
    """The newest published month, where there is one, and those that run."""
    books, account, scored = rule_book_versions(community.id), months.account, []
    for found in months.published[:1]:
        scored.append((found.month.name, books.that_scored(found.month), as_score(found.score), False))
    for month in months.running(this_month):
        _, book = books.in_force(month.name)
        score = standing_score(account, book, month, clock.today(community))
        scored.append((month.name, book, score, True))
    own = own_among(household, deeds_of(household, [name for name, *_ in scored]))
    obstacles = obstacles_in(account, [name for name, _, score, _ in scored if not score.assessed])
    return [
        ToldMonth(
            name=name,
            assessed=score.assessed,
            total=score.total,
            full=book.full,
            rows=tuple(explain(book, score.lines, own)),
            runs=runs,
            missed=tuple(_missed(book, check) for check in obstacles if check.month == name),
        )
        for name, book, score, runs in scored
    ]


def _missed(book: RuleBook, check: Check) -> tuple[dt.date, str]:
    obstacle = book.obstacle(check.obstacle or "")
    return check.day, obstacle.label.text(language()) if obstacle else ""


def _sentences(
    community: Community, household: Household, account: Account, published: list[CardMonth], told: list[ToldMonth]
) -> Iterator[str]:
    for month in told:
        yield from month_sentences(month)
        if not month.runs:
            until = published[0].publication.open_until
            is_open = published[0].month.state == State.PUBLISHED and clock.today(community) <= until
            yield from objecting_sentence(until if is_open else None, community.contact)
    today = clock.today(community)
    counts = counts_for(household, account, today)
    yield from points_sentences(counts.balance.spendable, counts.balance.waiting)
    put_by = open_reservations(community.id, today, account.id) if counts.reservations else []
    yield from turn_sentences((each.good.name, each.until) for each in put_by if each.is_called and each.until)
