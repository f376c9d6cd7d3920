"""Take a month further without anybody at the desk: what needs nobody's judgement, and what somebody asked for."""

from __future__ import annotations

from webapp.domain.months.closing import Closing, Outcome
from webapp.domain.months.cycle import NotAllowed, State
from webapp.extensions import db
from webapp.jobs import report, start_job
from webapp.models import Community, User
from webapp.operations.prepared import prepared_transaction
from webapp.operations.publish_month import publish_month
from webapp.operations.score_month import keep_scored, scores_now
from webapp.queries.closing import due_months, obstacle
from webapp.queries.installation import communities_to_close
from webapp.queries.months import month_named


def start_scoring() -> None:
    """The clock's: a job for each community that has an open month behind it, so that none waits for another's."""
    for community_id in communities_to_close():
        start_job(score_due_months, community_id)


def score_due_months(community_id: int) -> None:
    """The job: score this community's open months once no re-check can come in for them, the earliest first."""
    names = due_months(db.session.get_one(Community, community_id))
    for place, name in enumerate(names, start=1):
        close_month(community_id, name)
        report(place, len(names))


def close_month(community_id: int, name: str, publisher: User | None = None) -> Closing:
    """Score the month YYYY-MM if it is over and nobody has to decide first; publish it, if oversight has confirmed it
    and `publisher`, staff of this community, asked for it.

    Either is done whole or not at all, and a month that is further on is left alone.
    """
    # Looked at without the lock first: most have nothing to do, and nobody waits for them.
    found = obstacle(db.session.get_one(Community, community_id), name)
    try:
        if publisher and found == Closing(Outcome.PAST, State.CONFIRMED):
            publish_month(publisher, name, by_command=True)
            return Closing(Outcome.PUBLISHED)
        return found or _score(community_id, name)
    except NotAllowed as refusal:
        return Closing(Outcome(refusal.reason))


def _score(community_id: int, name: str) -> Closing:
    with prepared_transaction(community_id, lambda: scores_now(community_id, name)) as (session, scored):
        found = obstacle(session.get_one(Community, community_id), name)
        month = month_named(community_id, name)
        if found or month is None:
            return found or Closing(Outcome.NOT_BEGUN)
        keep_scored(session, month, scored, None)
        return Closing(Outcome.SCORED, str(len(scored)))
