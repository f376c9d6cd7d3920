"""The database knows how much is in it, and nothing else changes."""

from __future__ import annotations

from sqlalchemy import inspect, text

from tests.factories.neighbourhoods import make_neighbourhood
from webapp.extensions import db
from webapp.operations.refresh_statistics import refresh_statistics
from webapp.schedule import BY_THE_CLOCK


def known_tables() -> set[str]:
    if not inspect(db.session.connection()).has_table("sqlite_stat1"):
        return set()
    return set(db.session.scalars(text("SELECT tbl FROM sqlite_stat1")))


def test_sqlite_learns_how_much_is_in_its_tables_and_may_be_told_again(app):
    make_neighbourhood()
    is_sqlite = db.engine.dialect.name == "sqlite"
    for _ in range(2):
        refresh_statistics()
        assert ({"courtyard_check", "account"} <= known_tables()) == is_sqlite


def test_the_clock_does_it(app):
    assert refresh_statistics in [job for job, _ in BY_THE_CLOCK]
