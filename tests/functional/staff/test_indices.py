"""No page reads a whole table that grows: every statement finds its rows by an index."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import event

from tests.factories.browsers import Browser
from tests.factories.checks import approve
from tests.factories.users import make_user
from webapp.extensions import db

GROWING = (
    "courtyard_check|finding|check_photo|photo|walk|received_entry|review|score|ledger_entry|deed|membership|person"
)
SCANNED = re.compile(rf"SCAN ({GROWING})(?! USING)|Seq Scan on ({GROWING})\b")


def scans(browser: Browser, path: str) -> list[str]:
    """The tables that answering this address reads from end to end."""
    asked: list[tuple[str, tuple]] = []
    db.session.expire_all()

    def note(_connection, _cursor, statement, parameters, *_rest) -> None:
        asked.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    assert browser.get(path).status_code == 200
    event.remove(db.engine, "before_cursor_execute", note)
    selects = [each for each in asked if each[0].startswith("SELECT")]
    assert selects
    return [line for text, given in selects for line in plan(text, given) if SCANNED.search(line)]


def plan(statement: str, given: tuple) -> list[str]:
    """How the database would find the rows."""
    with db.engine.connect() as connection:
        if db.engine.dialect.name == "sqlite":
            return [row.detail for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)]
        # It reads small tables whole though they have an index: so it is left that way only where there is no other.
        connection.exec_driver_sql("SET enable_seqscan = off")
        return [line for (line,) in connection.exec_driver_sql(f"EXPLAIN {statement}", given)]


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("inspector", "/inspect/"),
        ("inspector", "/inspect/outbox/"),
        ("staff", "/staff/"),
        ("staff", "/staff/walks/{walk}/"),
        ("staff", "/staff/months/2026-10/"),
        ("staff", "/staff/months/2026-10/accounts/1/"),
        ("staff", "/staff/deeds/"),
        ("oversight", "/oversight/months/2026-10/"),
        ("oversight", "/oversight/ledger/"),
        ("oversight", "/oversight/audit/"),
    ],
)
def test_page_finds_all_its_rows_by_an_index(app, office, role, address):
    approve(office.staff, office.checks[0])
    people = {"inspector": office.inspector, "staff": office.staff}
    who = people.get(role) or make_user(office.community, role)
    assert scans(Browser(app, who), address.format(walk=office.checks[0].walk.uuid)) == []
