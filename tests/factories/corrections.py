"""A month published again after a correction, as a ruling will publish it."""

from __future__ import annotations

import datetime as dt

from webapp import clock
from webapp.domain.ledger import reversal
from webapp.domain.month_cycle import Action
from webapp.models import Publication, User
from webapp.operations.post_entries import post_entries
from webapp.operations.publish_month import earned_entries
from webapp.operations.score_month import keep_scores
from webapp.operations.take_step import begun_month, take_step
from webapp.operations.transaction import transaction
from webapp.operations.write_publication import compose_publication, write_publication
from webapp.queries.observations import resolutions
from webapp.queries.rule_books import rule_book_scored_by
from webapp.queries.scores import computed_scores, kept_scores
from webapp.queries.verified_ledger import postings_of


def correct_month(staff: User, name: str, when: dt.datetime) -> Publication:
    """Score it again by what counts now, reverse what was posted, and publish what is right."""
    with clock.at(when), transaction(staff.community_id) as session:
        month = begun_month(session, staff.community_id, name)
        take_step(session, month, Action.REPUBLISH, staff)
        book = rule_book_scored_by(month)
        keep_scores(session, month, computed_scores(staff.community_id, name, resolutions(staff.community_id, name)))
        scored = kept_scores(month)
        composed = compose_publication(staff.community, month, scored)
        publication = write_publication(session, month, staff, composed)
        posted = postings_of(staff.community_id, name, [each.account.id for each in scored])
        post_entries(session, staff, [*reversal(posted), *earned_entries(month, book, scored)], publication)
    return publication
