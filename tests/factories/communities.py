"""Communities with a rule book, one lane and one grid."""

from __future__ import annotations

import datetime as dt
import hashlib
from itertools import count

from webapp import clock
from webapp.extensions import db
from webapp.models import Community, Grid, Lane, RuleBookVersion
from webapp.rulebooks import default_text

_numbers = count(1)


def make_community(name: str = "示例社区", rules: str | None = None) -> Community:
    """A community with these rules, else the default ones, since 2020; its lane is 石阶巷, its grid has code 1."""
    community = Community(
        slug=f"shili{next(_numbers)}",
        name=name,
        timezone="Asia/Shanghai",
        contact="0000-0000",
        change_number=0,
        founded_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
    )
    db.session.add(community)
    db.session.flush()
    text = rules or default_text()
    db.session.add_all(
        [
            Lane(community_id=community.id, name="石阶巷", position=1),
            Grid(community_id=community.id, code="1", name="第一网格"),
            RuleBookVersion(
                community_id=community.id,
                version=1,
                effective_from="2020-01",
                text=text,
                digest=hashlib.sha256(text.encode()).hexdigest(),
                made_at=clock.now(),
            ),
        ]
    )
    db.session.commit()
    return community


def lane_of(community: Community) -> Lane:
    return db.session.query(Lane).filter_by(community_id=community.id).first()


def grid_of(community: Community) -> Grid:
    return db.session.query(Grid).filter_by(community_id=community.id).first()
