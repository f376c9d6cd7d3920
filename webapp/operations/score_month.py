"""Score a month: compute every courtyard's points with their explanation and keep them as a draft."""

from __future__ import annotations

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from webapp.domain.months.cycle import Action, NotAllowed
from webapp.domain.scoring.evaluation import earned_by
from webapp.models import Month, Score, User
from webapp.operations.prepared import prepared_transaction
from webapp.operations.take_step import begun_month, take_step
from webapp.queries.observations import resolutions
from webapp.queries.rule_books import version_in_force
from webapp.queries.scores import ScoredAccount, ambiguous_courtyards, computed_scores

NEW_SCORES = insert(Score)


def score_month(actor: User, name: str) -> None:
    """Score the month YYYY-MM; raises NotAllowed when it is past that, or when two checks claim one place."""
    with prepared_transaction(actor.community_id, lambda: scores_now(actor.community_id, name)) as (session, scored):
        keep_scored(session, begun_month(session, actor.community_id, name), scored, actor)


def scores_now(community_id: int, name: str) -> list[ScoredAccount]:
    """What counts now; raises NotAllowed when two checks claim one place."""
    seen = resolutions(community_id, name)
    if ambiguous_courtyards(name, seen):
        raise NotAllowed("ambiguous_checks")
    return computed_scores(community_id, name, seen)


def keep_scored(session: Session, month: Month, scored: list[ScoredAccount], actor: User | None) -> None:
    """The month is scored with these; without an actor by the program itself."""
    month.rule_version = version_in_force(month.community_id, month.name).version
    take_step(session, month, Action.SCORE, actor)
    keep_scores(session, month, scored)


def keep_scores(session: Session, month: Month, scored: list[ScoredAccount]) -> None:
    """In the place of those that were kept before."""
    session.execute(delete(Score).where(Score.community_id == month.community_id, Score.month_id == month.id))
    if scored:
        session.connection().execute(NEW_SCORES, [_row(month, each) for each in scored])


def _row(month: Month, scored: ScoredAccount) -> dict[str, object]:
    score = scored.score
    return {
        "community_id": month.community_id,
        "month_id": month.id,
        "account_id": scored.account.id,
        "assessed": score.assessed,
        "base": score.base,
        "bonus": score.bonus,
        "total": score.total,
        "lines": [line.as_data() for line in score.lines],
        "earned": sum(earned_by(score).values()),
        "vetoed": score.vetoed,
        "carried": score.carried.as_data(),
    }
