"""What the notice board shows: communities and their publications."""

from __future__ import annotations

from sqlalchemy import select

from webapp import clock
from webapp.domain.months.cycle import SHOWN, State
from webapp.domain.retention import first_on_board
from webapp.extensions import db
from webapp.models import Community, Courtyard, Month, Publication
from webapp.queries.publications import publications_of

FINAL = (State.FINAL, State.SETTLED, State.ARCHIVED)


def communities() -> list[Community]:
    return list(db.session.scalars(select(Community).order_by(Community.name, Community.id)))


def community_by_slug(slug: str) -> Community | None:
    return db.session.scalar(select(Community).where(Community.slug == slug))


def community_of(courtyard: Courtyard) -> Community:
    return db.session.get_one(Community, courtyard.community_id)


def courtyard_by_code(code: str) -> Courtyard | None:
    """The courtyard whose door plate carries this code; codes are unique over all communities."""
    return db.session.scalar(select(Courtyard).where(Courtyard.code == code))


def published_month_names(community: Community) -> list[str]:
    """Months (YYYY-MM) that were published, newest first."""
    return list(
        db.session.scalars(
            select(Month.name)
            .where(Month.community_id == community.id, Month.state.in_(SHOWN))
            .order_by(Month.name.desc())
        )
    )


def final_month_names(community: Community) -> list[str]:
    """Months (YYYY-MM) of which nothing changes any more, newest first."""
    return list(
        db.session.scalars(
            select(Month.name)
            .where(Month.community_id == community.id, Month.state.in_(FINAL))
            .order_by(Month.name.desc())
        )
    )


def months_on_board(community: Community) -> list[str]:
    """The same without those past the community's time for boards."""
    first = first_on_board(clock.today(community), community.board_months)
    return [month for month in published_month_names(community) if month >= first]


def latest_publication(community: Community) -> Publication | None:
    """The newest month's newest publication, while it hangs."""
    months = months_on_board(community)
    return publications_of(community.id, months[0])[0] if months else None
