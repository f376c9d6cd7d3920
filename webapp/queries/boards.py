"""What the notice board shows: communities and their publications."""

from __future__ import annotations

from sqlalchemy import select

from webapp import clock
from webapp.domain.months.cycle import SHOWN, State
from webapp.domain.retention import first_on_board
from webapp.extensions import db
from webapp.models import Account, Community, Courtyard, Grid, Lane, Month, Publication
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
    return db.session.scalar(select(Courtyard).where(Courtyard.code == code, Courtyard.is_void.is_(False)))


def lanes_with_door(community_id: int, number: str) -> list[str]:
    """The lanes that have this door number at all, whether or not it takes part."""
    rows = (
        select(Lane.name)
        .join(Courtyard, Courtyard.lane_id == Lane.id)
        .where(Courtyard.community_id == community_id, Courtyard.number == number)
        .order_by(Lane.position, Lane.id)
    )
    return list(db.session.scalars(rows))


def grid_of_accounts(community_id: int) -> dict[int, str]:
    """The name of the grid by account, of courtyards' accounts, in the order of the grids."""
    rows = (
        select(Account.id, Grid.name)
        .join(Courtyard, Courtyard.id == Account.courtyard_id)
        .join(Grid, Grid.id == Courtyard.grid_id)
        .where(Account.community_id == community_id)
        .order_by(Grid.code, Grid.id, Account.id)
    )
    return dict(db.session.execute(rows).all())


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
