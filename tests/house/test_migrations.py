"""The migrations make exactly the tables that the models describe."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from webapp import models  # noqa: F401
from webapp.extensions import db


@pytest.fixture
def differences(app):
    def compare() -> list:
        with db.engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            return compare_metadata(context, db.metadata)

    return compare


def test_migrated_database_is_what_the_models_describe(differences):
    assert differences() == []


def test_a_table_that_no_migration_makes_is_found(differences):
    forgotten = db.Table("forgotten", db.metadata, db.Column("id", db.Integer, primary_key=True))
    try:
        assert [found[0] for found in differences()] == ["add_table"]
    finally:
        db.metadata.remove(forgotten)
