"""Pages ask the database as often for many checks as for few."""

from __future__ import annotations

import gc

import pytest
from sqlalchemy import event

from tests.factories.checks import make_check
from tests.factories.courtyards import make_courtyard
from tests.functional.staff.conftest import TODAY
from webapp.extensions import db


def statements(desk, path: str) -> int:
    """How many statements answering this address takes."""
    seen: list[str] = []
    db.session.expire_all()
    gc.collect()  # else it depends on the collector which rows the session still holds

    def note(_connection, _cursor, statement, *_rest) -> None:
        seen.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    assert desk.get(path).status_code == 200
    event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)


@pytest.mark.parametrize("address", ["/staff/", "/staff/walks/{walk}/", "/staff/months/2026-10/"])
def test_more_checks_take_no_more_statements(desk, office, address):
    walk = office.checks[0].walk.uuid
    few = statements(desk, address.format(walk=walk))
    for place in range(5):
        courtyard = make_courtyard(office.community, f"4{place}")
        make_check(office.inspector, courtyard, TODAY, {"W1": {"result": "fault"}}, walk=walk)
    assert statements(desk, address.format(walk=walk)) <= few
