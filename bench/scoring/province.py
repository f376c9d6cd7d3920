"""Many communities alike: one made by the program's own factories, the others copied row by row in the database."""

from __future__ import annotations

import datetime as dt
import random

from sqlalchemy import Column, Connection, Table, func, select, text

from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.deeds import make_deed
from tests.factories.entries import deliver, make_entry
from tests.factories.users import make_user
from webapp import clock
from webapp.extensions import db
from webapp.models import Check, Community, Courtyard, Month, Review, User
from webapp.operations.intake import Sender
from webapp.operations.receive_delivery import receive_delivery

MONTH = "2026-10"
COURTYARDS, WEEKS = 103, 5
FIRST = dt.date(2026, 10, 1)
HOURS = dt.timedelta(hours=9)
FAULTY = 0.035  # of all items judged
ITEMS = ("W1", "W2", "W3", "W4", "G1", "G2", "O1", "O2", "O3", "O4")
NEXT_KEY = "SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))"
UNIQUE = {"slug", "username", "code", "public_id", "token_digest"}  # across all communities


def make_province(communities: int, seed: int = 1) -> None:
    """So many communities, each with an approved month that nobody has scored."""
    _make_first(random.Random(seed))
    if communities > 1:
        with db.engine.begin() as connection:
            _copy_first(connection, communities - 1)


def _make_first(chance: random.Random) -> None:
    community = make_community("示例社区0")
    for role in ("staff", "oversight"):
        make_user(community, role)
    inspector = make_user(community, "inspector")
    yards = [make_courtyard(community, str(number)) for number in range(1, COURTYARDS + 1)]
    for week in range(WEEKS):
        walk(inspector, yards, FIRST + dt.timedelta(days=7 * week), chance)
    for yard in yards:
        make_deed(yard, FIRST + dt.timedelta(days=chance.randrange(31)))
    approve_all(community)


def walk(inspector: User, yards: list[Courtyard], day: dt.date, chance: random.Random) -> None:
    when = dt.datetime.combine(day, dt.time(2), tzinfo=dt.UTC)
    with clock.at(when):
        entries = [make_entry(yard, at=when, faults=_faults(chance)) for yard in yards]
        for start in range(0, len(entries), 50):
            receive_delivery(Sender.of(inspector), clock.milliseconds(when), deliver(*entries[start : start + 50]))


def _faults(chance: random.Random) -> dict[str, dict]:
    return {item: {"result": "fault"} for item in ITEMS if chance.random() < FAULTY}


def approve_all(community: Community) -> None:
    """What review does to the rows, without its many steps."""
    checks = db.session.query(Check).filter_by(community_id=community.id).all()
    reviewer = db.session.query(User).filter_by(community_id=community.id).first()
    for check in checks:
        check.state = "approved"
        db.session.add(
            Review(
                community_id=community.id,
                check_id=check.id,
                reviewer_id=reviewer.id,
                decision="approve",
                text="",
                decided_at=check.received_at,
            )
        )
    db.session.commit()


def _copy_first(connection: Connection, copies: int) -> None:
    """Every row of the first community again for each copy, keys moved on by a stride that leaves room."""
    strides = {each.name: (connection.scalar(select(func.max(each.c.id))) or 0) for each in _tables()}
    for each in _tables():
        if strides[each.name]:
            connection.execute(text(_copy(each, strides)), {"copies": copies})
            if connection.dialect.name == "postgresql":
                connection.execute(text(NEXT_KEY.format(name=each.name)))


def _tables() -> list[Table]:
    return [each for each in db.metadata.sorted_tables if "id" in each.c]


def _copy(copied: Table, strides: dict[str, int]) -> str:
    columns = list(copied.c)
    values = ", ".join(_value(copied, each, strides) for each in columns)
    names = ", ".join(f'"{each.name}"' for each in columns)
    return (
        "WITH RECURSIVE copy(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copy WHERE n < :copies) "
        f'INSERT INTO "{copied.name}" ({names}) SELECT {values} FROM "{copied.name}" AS t CROSS JOIN copy '
        f"WHERE t.id <= {strides[copied.name]}"
    )


def _value(copied: Table, each: Column, strides: dict[str, int]) -> str:
    keys = each.foreign_keys
    if each.name == "id":
        return f"t.id + copy.n * {strides[copied.name]}"
    if keys:
        return f't."{each.name}" + copy.n * {strides[next(iter(keys)).column.table.name]}'
    if each.name in UNIQUE and (each.unique or each.name != "code" or copied.name in ("courtyard", "household")):
        return f"""t."{each.name}" || '-' || copy.n"""
    return f't."{each.name}"'


def staff_and_oversight(community: int) -> tuple[User, User]:
    people = db.session.query(User).filter_by(community_id=community).order_by(User.id).limit(2).all()
    return people[0], people[1]


def months_done(state: str) -> int:
    return db.session.query(Month).filter_by(name=MONTH, state=state).count()
