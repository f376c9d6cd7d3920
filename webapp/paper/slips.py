"""A slip for each household of a published month: its score, why, and until when to object. Nobody else's data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from webapp import clock
from webapp.domain.names import mask_name
from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.line import Kind
from webapp.domain.scoring.score import AccountScore
from webapp.explanations import Row, explain
from webapp.i18n import language
from webapp.models import Community, Month, Publication
from webapp.models.account import COURTYARD
from webapp.pages import day_words
from webapp.paper.codes import code
from webapp.paper.order import Order
from webapp.queries.account_labels import AccountLabel, account_labels
from webapp.queries.rule_books import rule_book_scored_by
from webapp.queries.scores import ScoredAccount, kept_scores
from webapp.queries.slips import own_deeds_by_account, plate_codes, unjudged_days


@dataclass(frozen=True, slots=True)
class Slip:
    """`missed` says why a month is 未评: on which days nothing could be judged, and what was in the way."""

    lane: str
    number: str
    name: str
    score: AccountScore
    rows: list[Row]
    missed: list[str]
    code: Markup | None


def slips_of(community: Community, month: Month, publication: Publication, order: Order) -> Iterator[Slip]:
    """In the order of the board, from the kept scores, as the cards word them."""
    book = rule_book_scored_by(month)
    day = clock.local(community, publication.published_at).date()
    labels = account_labels(community.id, day)
    own, codes = own_deeds_by_account(community.id, month.name), plate_codes(community.id)
    unjudged = unjudged_days(community.id, month.name)
    for each in kept_scores(month):
        label = labels[each.account.id]
        if order.names(label.part, label.name):
            place = each.account.courtyard_id or 0
            rows = explain(book, each.score.lines, _own(each, own))
            missed = [] if each.score.assessed else list(_missed(book, unjudged.get(place, [])))
            address = f"{order.root}/d/{codes[place]}/" if place in codes else ""
            name, plate = _name(label, community.name_mask), code(address) if address else None
            yield Slip(label.part, label.name, name, each.score, rows, missed, plate)


def _own(scored: ScoredAccount, own: dict[int, frozenset[str]]) -> frozenset[str]:
    """Deeds whose day and text may stand on the slip: on a family's, person's or team's account all are its own."""
    if scored.account.kind == COURTYARD:
        return own.get(scored.account.id, frozenset())
    return frozenset(source for line in scored.score.lines if line.kind == Kind.BONUS for source in line.sources)


def _name(label: AccountLabel, mask: str) -> str:
    return mask_name(label.holder, mask) if label.holder else ""


def _missed(book: RuleBook, days: Iterable[tuple[dt.date, str]]) -> Iterator[str]:
    for day, what in days:
        obstacle = book.obstacle(what)
        yield f"{day_words(day)} {obstacle.label.text(language()) if obstacle else ''}".strip()
