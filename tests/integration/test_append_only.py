"""What only grows is kept so by the database itself."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from tests.factories.checks import approve, at, make_check
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.objections import taken
from tests.factories.samples import look, throw
from tests.factories.users import make_user
from webapp import clock
from webapp.extensions import db
from webapp.models import Community
from webapp.operations.confirm_month import confirm_month
from webapp.operations.publish_month import publish_month
from webapp.operations.review_month import review_month
from webapp.operations.score_month import score_month

SAMPLES = ("sample", "drawn_check", "sample_visit", "sample_view")
ONLY_GROW = ("ledger_entry", "month_step", "review", "audit_event", "publication", "objection_step", *SAMPLES)


def make_published() -> Community:
    """With one published month, so that each of the tables has a row."""
    community = make_community()
    inspector, staff, oversight = (make_user(community, role) for role in ("inspector", "staff", "oversight"))
    yard = make_courtyard(community)
    check = make_check(inspector, yard, at(dt.date(2026, 10, 5)), {"W1": {"result": "fault"}})
    approve(staff, check)
    throw(oversight, check)
    look(oversight, check, {"W1": "已经扫了"})
    with clock.at(dt.datetime(2026, 11, 2, tzinfo=dt.UTC)):
        for actor, step in (
            (staff, score_month),
            (staff, review_month),
            (oversight, confirm_month),
            (staff, publish_month),
        ):
            step(actor, "2026-10")
        taken(staff, yard, "2026-10", "finding:W1")
    return community


@pytest.fixture
def published(app, scenes) -> Community:
    return scenes.play(app, make_published)


@pytest.mark.parametrize("table", ONLY_GROW)
@pytest.mark.parametrize("change", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_database_refuses_to_change_or_delete_a_row(published, table, change):
    counted = text(f"SELECT count(*) FROM {table}")
    before = db.session.scalar(counted)
    assert before
    with pytest.raises(IntegrityError, match="only grows"):
        db.session.execute(text(change.format(table=table)))
    db.session.rollback()
    assert db.session.scalar(counted) == before
