"""The database itself refuses to change what was written for ever."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tests.factories.goods import make_good
from tests.factories.samples import look, throw
from webapp.extensions import db

SAMPLES = ("sample", "drawn_check", "sample_visit", "sample_view", "sample_photo")
TABLES = ("ledger_entry", "month_step", "review", "audit_event", "publication", "stock_entry", *SAMPLES)


def columns(table: str) -> list[str]:
    return list(db.session.execute(text(f"SELECT * FROM {table} LIMIT 1")).mappings().one())


def test_row_can_be_changed_by_no_statement(home):
    make_good(home.staff)
    throw(home.oversight, home.check)
    assert look(home.oversight, home.check, {"W1": "已经扫了"}, photos=(home.sha256,)) is None
    for table in TABLES:
        names = columns(table)
        changed = ", ".join("community_id + 1" if name == "community_id" else name for name in names)
        copy = f"INTO {table} ({', '.join(names)}) SELECT {changed} FROM {table} WHERE true LIMIT 1"
        statements = [
            f"UPDATE {table} SET community_id = 2",
            f"DELETE FROM {table}",
            f"INSERT {copy} ON CONFLICT (id) DO UPDATE SET community_id = 2",
        ]
        if db.engine.dialect.name == "sqlite":
            statements.append(f"INSERT OR REPLACE {copy}")
        for statement in statements:
            with pytest.raises(SQLAlchemyError, match="only grows"):
                db.session.execute(text(statement))
            db.session.rollback()
