"""Publish a confirmed month: the document for the board and the entries of the ledger, in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.ledger import entries_for
from webapp.domain.ledger_entry import Entry
from webapp.domain.month_cycle import Action
from webapp.domain.publication import Heading, Row, document_digest, document_text, publish
from webapp.domain.replay import keepers
from webapp.domain.rule_book import RuleBook
from webapp.models import Community, Month, Publication, User
from webapp.models.account import PERSON
from webapp.operations.post_entries import post_entries
from webapp.operations.take_step import begun_month, take_step
from webapp.operations.transaction import transaction
from webapp.queries.account_labels import AccountLabel, account_labels
from webapp.queries.publications import next_number
from webapp.queries.rule_books import rule_book_scored_by
from webapp.queries.scores import ScoredAccount, kept_scores
from webapp.queries.scoring_input import subjects_of


def publish_month(actor: User, name: str) -> Publication:
    """The publication; raises NotAllowed unless oversight has confirmed the month."""
    with transaction(actor.community_id) as session:
        community = session.get_one(Community, actor.community_id)
        month = begun_month(session, community.id, name)
        take_step(session, month, Action.PUBLISH, actor)
        book, scored = rule_book_scored_by(month), kept_scores(month)
        publication = _publication(session, community, month, actor, book, scored)
        post_entries(session, actor, _entries(month, book, scored), publication)
    return publication


def _publication(
    session: Session, community: Community, month: Month, actor: User, book: RuleBook, scored: list[ScoredAccount]
) -> Publication:
    heading = _heading(community, month, book)
    text = document_text(publish(heading, book, _rows(community, book, scored)))
    publication = Publication(
        community_id=community.id,
        month_id=month.id,
        number=heading.number,
        document=text,
        digest=document_digest(text),
        open_until=heading.open_until,
        published_by=actor.id,
        published_at=clock.now(),
    )
    session.add(publication)
    session.flush()
    return publication


def _entries(month: Month, book: RuleBook, scored: list[ScoredAccount]) -> Iterator[Entry]:
    """Of the accounts in whose ledger points are kept."""
    keeping = keepers(book, subjects_of(each.account for each in scored))
    for each in scored:
        if each.account.id in keeping:
            yield from entries_for(each.score, each.account.id, month.name, month.rule_version, book.buckets[0].code)


def _heading(community: Community, month: Month, book: RuleBook) -> Heading:
    today = clock.today(community)
    return Heading(
        community=community.name,
        month=month.name,
        number=next_number(month),
        rule_version=month.rule_version,
        published_on=today,
        open_until=today + dt.timedelta(days=book.publication_days),
    )


def _rows(community: Community, book: RuleBook, scored: list[ScoredAccount]) -> list[Row]:
    labels = account_labels(community.id, clock.today(community))
    keeping = keepers(book, subjects_of(each.account for each in scored))
    return [_row(each, labels[each.account.id], each.account.id in keeping) for each in scored]


def _row(scored: ScoredAccount, label: AccountLabel, is_ranked: bool) -> Row:
    """A person's name stands where it is masked; a household's code opens its card and is never shown."""
    is_person = label.kind == PERSON
    return Row(
        account=scored.account.id,
        lane=label.part,
        lane_position=label.order[0],
        number="" if is_person else label.door,
        holder=label.name if is_person else label.holder,
        score=scored.score,
        is_ranked=is_ranked,
    )
