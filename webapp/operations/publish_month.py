"""Publish a confirmed month: the document for the board and the entries of the ledger, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.domain.ledger.entry import Entry
from webapp.domain.ledger.posting import entries_for
from webapp.domain.ledger.replay import keepers
from webapp.domain.months.cycle import Action
from webapp.domain.rules.book import RuleBook
from webapp.models import Month, Publication, User
from webapp.operations.post_entries import post_entries
from webapp.operations.prepared import prepared_transaction
from webapp.operations.take_step import begun_month, take_step
from webapp.operations.write_publication import Composed, compose_publication, write_publication
from webapp.queries.months import month_named
from webapp.queries.rule_books import rule_book_scored_by
from webapp.queries.scores import ScoredAccount, kept_scores
from webapp.queries.scoring_input import subjects_of


@dataclass(frozen=True, slots=True)
class Prepared:
    """A publication and its entries, made ready before the community's lock is taken."""

    publication: Composed
    entries: list[Entry]


def publish_month(actor: User, name: str, **details: object) -> Publication:
    """The publication; raises NotAllowed unless oversight has confirmed the month. The audit trail gets `details`."""
    with prepared_transaction(actor.community_id, lambda: _prepare(actor, name)) as (session, prepared):
        month = begun_month(session, actor.community_id, name)
        take_step(session, month, Action.PUBLISH, actor, **details)
        assert prepared is not None, "a month that can take the step was begun"
        publication = write_publication(session, month, actor, prepared.publication)
        post_entries(session, actor, prepared.entries, publication)
    return publication


def _prepare(actor: User, name: str) -> Prepared | None:
    month = month_named(actor.community_id, name)
    if month is None:
        return None
    scored = kept_scores(month)
    entries = list(earned_entries(month, rule_book_scored_by(month), scored))
    return Prepared(compose_publication(actor.community, month, scored), entries)


def earned_entries(month: Month, book: RuleBook, scored: list[ScoredAccount]) -> Iterator[Entry]:
    """Of the accounts in whose ledger points are kept."""
    keeping = keepers(book, subjects_of(each.account for each in scored))
    for each in scored:
        if each.account.id in keeping:
            yield from entries_for(each.score, each.account.id, month.name, month.rule_version, book.buckets[0].code)
