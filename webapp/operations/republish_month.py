"""Publish a month again with what rulings changed: scores from evidence and rulings, reversals, a new document."""

from __future__ import annotations

from webapp.domain.ledger.posting import corrected
from webapp.domain.months.cycle import Action, NotAllowed
from webapp.domain.months.review import may_confirm
from webapp.models import Publication, User
from webapp.operations.place_in_month import reopen_later
from webapp.operations.post_entries import post_entries
from webapp.operations.publish_month import earned_entries
from webapp.operations.score_month import keep_scores
from webapp.operations.take_step import begun_month, take_step
from webapp.operations.transaction import transaction
from webapp.operations.write_publication import compose_publication, write_publication
from webapp.queries.corrections import Correction, correction_of
from webapp.queries.rule_books import rule_book_scored_by
from webapp.queries.verified_ledger import postings_of


def agree_to_correction(actor: User, name: str, digest: str) -> None:
    """Oversight agrees to exactly what its page showed; raises NotAllowed, "changed" when it is another by now."""
    with transaction(actor.community_id) as session:
        month = begun_month(session, actor.community_id, name)
        correction = _required(correction_of(month))
        if correction.digest != digest:
            raise NotAllowed("changed")
        if not may_confirm(actor.id, correction.ruled_by).allowed:
            raise NotAllowed("own_answer")
        if correction.agreed_by is None:
            take_step(session, month, Action.AGREE, actor, correction=digest)


def republish_month(actor: User, name: str) -> Publication:
    """One for all rulings that are not on the board yet; raises NotAllowed until oversight has agreed to just this."""
    with transaction(actor.community_id) as session:
        month = begun_month(session, actor.community_id, name)
        correction = _required(correction_of(month))
        if correction.agreed_by is None:
            raise NotAllowed("not_agreed")
        if correction.agreed_by == actor.id:
            raise NotAllowed("own_agreement")
        take_step(session, month, Action.REPUBLISH, actor, correction=correction.digest)
        book, scored = rule_book_scored_by(month), correction.scored
        keep_scores(session, month, scored)
        composed = compose_publication(actor.community, month, scored, correction.taken_up)
        publication = write_publication(session, month, actor, composed)
        posted = postings_of(actor.community_id, name, [each.account.id for each in scored])
        post_entries(session, actor, corrected(posted, earned_entries(month, book, scored)), publication)
        reopen_later(session, month)
    return publication


def _required(correction: Correction | None) -> Correction:
    if correction is None:
        raise NotAllowed("nothing_to_correct")
    return correction
