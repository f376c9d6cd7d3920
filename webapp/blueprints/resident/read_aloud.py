"""The card's sentences, for the phone to read aloud."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.blueprints.resident.card import Card
from webapp.blueprints.resident.month import MonthCard
from webapp.spoken import ToldMonth, month_sentences, objecting_sentence, points_sentences, turn_sentences


def card_sentences(card: Card) -> list[str]:
    """A past month alone, or everything that stands on the newest card."""
    return list(_sentences(card))


def _sentences(card: Card) -> Iterator[str]:
    if card.shown:
        yield from month_sentences(_told(card.shown))
        until = card.shown.open_until if card.shown.state == "open" else None
        yield from objecting_sentence(until, card.community.contact)
    if card.is_newest:
        for month in card.running:
            yield from month_sentences(_told(month))
        yield from points_sentences(card.balance.spendable, card.balance.waiting)
        yield from turn_sentences((each.good.name, each.until) for each in card.put_by if each.is_called and each.until)


def _told(month: MonthCard) -> ToldMonth:
    return ToldMonth(
        name=month.name,
        assessed=month.assessed,
        total=month.total,
        full=month.full,
        rows=tuple(line.row for line in month.lines),
        runs=month.state == "running",
        missed=tuple((each.day, each.why) for each in month.missed),
    )
