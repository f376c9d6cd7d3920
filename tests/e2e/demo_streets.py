"""The 103 courtyards of the demo with all who live there, not yet walked, and one inspector for all five grids."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import make_settings
from tests.factories.users import make_user
from webapp import create_app
from webapp.cli.installation import prepare
from webapp.demo.fill import SEED
from webapp.demo.plan import Plan
from webapp.demo.settle import found, settle
from webapp.extensions import db
from webapp.models import Assignment, Community, Courtyard, Grid, RuleBookVersion
from webapp.operations.transaction import transaction
from webapp.rulebooks import default_text


@dataclass(frozen=True, slots=True)
class Streets:
    """An installation in `folder`; `codes` are its door plates, grid after grid in walking order."""

    folder: Path
    codes: list[str]


def make_demo_streets(folder: Path) -> Streets:
    folder.mkdir()
    prepare(make_settings(folder))
    with create_app(make_settings(folder)).app_context():
        plan = Plan.make(dt.datetime.now(dt.UTC), SEED)
        with transaction() as session:
            key = found(session, plan.calendar)
            settle(session, plan, key)
            session.add(_rules(key, plan))
        _send_out_one_inspector(db.session.get(Community, key))
        ordered = db.select(Courtyard.code).join(Grid).order_by(Grid.code, Courtyard.walk_position)
        codes = list(db.session.scalars(ordered))
        db.session.remove()
        db.engine.dispose()
    return Streets(folder, codes)


def _rules(community: int, plan: Plan) -> RuleBookVersion:
    text = default_text()
    digest = hashlib.sha256(text.encode()).hexdigest()
    since = plan.calendar.months[0]
    made_at = dt.datetime.now(dt.UTC)
    return RuleBookVersion(
        community_id=community, version=1, effective_from=since, text=text, digest=digest, made_at=made_at
    )


def _send_out_one_inspector(community: Community) -> None:
    """The factory gives the first grid; the others here."""
    user = make_user(community, "inspector", username="xuncha")
    has = {row.grid_id for row in db.session.scalars(db.select(Assignment).filter_by(user_id=user.id))}
    for grid in db.session.scalars(db.select(Grid).filter_by(community_id=community.id)):
        if grid.id not in has:
            since = dt.date(2020, 1, 1)
            db.session.add(Assignment(community_id=community.id, user_id=user.id, grid_id=grid.id, since=since))
    db.session.commit()
