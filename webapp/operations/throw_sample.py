"""Draw the sample of a walk from a number that oversight threw: once for each walk, and for ever."""

from __future__ import annotations

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.evidence.sample import draw, number_thrown, seed_of, taking_part, walk_digest
from webapp.models import DrawnCheck, Sample, User, Walk
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.queries.samples import checks_by_uuid, sample_of, text_of_walk, took_part


def throw_sample(actor: User, walk: Walk, typed: str) -> str | None:
    """None when the sample is drawn, else the code of what forbids it. The same throw by the same person is no second
    one; any other is refused.
    """
    with transaction(actor.community_id) as session:
        before, thrown = sample_of(walk), number_thrown(typed)
        if before is not None:
            return None if (before.made_by, before.thrown) == (actor.id, thrown) else "thrown_before"
        if actor.id in took_part(walk):
            return "own_sample"
        if walk.day >= clock.today(actor.community):
            return "walk_running"
        if thrown is None:
            return "no_number"
        text = text_of_walk(walk)
        if not taking_part(text):
            return "nothing_to_draw"
        _draw(session, actor, walk, text, thrown)
    return None


def _draw(session: Session, actor: User, walk: Walk, text: str, thrown: str) -> None:
    digest = walk_digest(text)
    sample = Sample(
        community_id=actor.community_id,
        walk_id=walk.id,
        text=text,
        walk_digest=digest,
        thrown=thrown,
        made_by=actor.id,
        made_at=clock.now(),
    )
    session.add(sample)
    session.flush()
    drawn = draw(seed_of(digest, thrown), taking_part(text))
    checks = checks_by_uuid(walk, drawn)
    session.add_all(
        DrawnCheck(community_id=actor.community_id, sample_id=sample.id, check_id=checks[uuid].id, position=position)
        for position, uuid in enumerate(drawn, 1)
    )
    note_event(session, actor, "sample_thrown", "walk", walk.uuid, thrown=thrown, walk_digest=digest)
