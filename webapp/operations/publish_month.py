"""Publish a confirmed month: the document for the board and the entries of the ledger, in one transaction."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.month_cycle import Action
from webapp.domain.publication import Heading, Row, document_digest, document_text, publish
from webapp.domain.rule_book import RuleBook
from webapp.models import Community, Month, Publication, User
from webapp.operations.post_entries import post_entries
from webapp.operations.take_step import begun_month, take_step
from webapp.operations.transaction import transaction
from webapp.queries.accounts import holder_names
from webapp.queries.publications import next_number
from webapp.queries.rule_books import rule_book_of_version
from webapp.queries.scores import ScoredAccount, kept_scores


def publish_month(actor: User, name: str) -> Publication:
    """The publication; raises NotAllowed unless oversight has confirmed the month."""
    with transaction(actor.community_id) as session:
        community = session.get_one(Community, actor.community_id)
        month = begun_month(session, community.id, name)
        take_step(session, month, Action.PUBLISH, actor)
        scored = kept_scores(month)
        publication = _publication(session, community, month, actor, scored)
        post_entries(session, month, publication, actor, scored)
    return publication


def _publication(
    session: Session, community: Community, month: Month, actor: User, scored: list[ScoredAccount]
) -> Publication:
    book = rule_book_of_version(community.id, month.rule_version)
    assert book is not None, "the month was scored by a version that exists"
    heading = _heading(community, month, book)
    text = document_text(publish(heading, book, _rows(community, month, scored)))
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


def _rows(community: Community, month: Month, scored: list[ScoredAccount]) -> list[Row]:
    names = holder_names(community.id, clock.today(community))
    return [
        Row(
            account=each.account.id,
            lane=each.account.courtyard.lane.name,
            lane_position=each.account.courtyard.lane.position,
            number=each.account.courtyard.number,
            holder=names.get(each.account.id, ""),
            score=each.score,
        )
        for each in scored
    ]
