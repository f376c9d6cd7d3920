"""Publish a confirmed month: the document for the board and the entries of the ledger, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.domain.ledger import entries_for
from webapp.domain.ledger_entry import Entry
from webapp.domain.month_cycle import Action
from webapp.domain.replay import keepers
from webapp.domain.rule_book import RuleBook
from webapp.models import Community, Month, Publication, User
from webapp.operations.post_entries import post_entries
from webapp.operations.take_step import begun_month, take_step
from webapp.operations.transaction import transaction
from webapp.operations.write_publication import write_publication
from webapp.queries.rule_books import rule_book_scored_by
from webapp.queries.scores import ScoredAccount, kept_scores
from webapp.queries.scoring_input import subjects_of


def publish_month(actor: User, name: str, **details: object) -> Publication:
    """The publication; raises NotAllowed unless oversight has confirmed the month. The audit trail gets `details`."""
    with transaction(actor.community_id) as session:
        community = session.get_one(Community, actor.community_id)
        month = begun_month(session, community.id, name)
        take_step(session, month, Action.PUBLISH, actor, **details)
        book, scored = rule_book_scored_by(month), kept_scores(month)
        publication = write_publication(session, community, month, actor, scored)
        post_entries(session, actor, earned_entries(month, book, scored), publication)
    return publication


def earned_entries(month: Month, book: RuleBook, scored: list[ScoredAccount]) -> Iterator[Entry]:
    """Of the accounts in whose ledger points are kept."""
    keeping = keepers(book, subjects_of(each.account for each in scored))
    for each in scored:
        if each.account.id in keeping:
            yield from entries_for(each.score, each.account.id, month.name, month.rule_version, book.buckets[0].code)
