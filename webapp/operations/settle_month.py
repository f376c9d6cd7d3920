"""The commended have been commended: points can be spent, and what does not carry over is cleared."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp.domain.ledger.settlement import settled_with, settling_entries
from webapp.domain.months.cycle import Action, NotAllowed
from webapp.domain.rules.book import RuleBook
from webapp.models import Month, User
from webapp.operations.post_entries import post_entries
from webapp.operations.take_step import begun_month, take_step
from webapp.operations.transaction import transaction
from webapp.queries.balances import balances_through, brought_by
from webapp.queries.months import begun_among
from webapp.queries.rule_books import rule_book_scored_by
from webapp.queries.scores import kept_account_scores


def settle_month(actor: User, name: str) -> None:
    """Settle a final month, or the span that it ends; raises NotAllowed while the span runs or a month is not final."""
    with transaction(actor.community_id) as session:
        last = begun_month(session, actor.community_id, name)
        book = rule_book_scored_by(last)
        names = settled_with(book, name)
        if not names:
            raise NotAllowed("span_running")
        for each in begun_among(actor.community_id, names):
            month = begun_month(session, actor.community_id, each)
            take_step(session, month, Action.SETTLE, actor)
            _post_settling(session, actor, book, month)


def _post_settling(session: Session, actor: User, book: RuleBook, month: Month) -> None:
    """A month in the midst of the span is settled with it, and so is what its breaches emptied."""
    waiting = brought_by(actor.community_id, book.settlement.through(month.name))
    balances = balances_through(actor.community_id, month.name)
    scores = kept_account_scores(month)
    entries = settling_entries(book, month.name, month.rule_version, scores, balances, waiting)
    post_entries(session, actor, entries)
