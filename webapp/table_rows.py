"""Rows of any table as lines of JSON and back, the same from SQLite and from PostgreSQL."""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Row, Table, select

# Of no use after a restore: half a photo's bytes are not in a backup, the phone begins it anew. The key of a chat
# group's robot is no record: who finds a backup must not be able to speak in the group.
LEFT_OUT = frozenset({"alembic_version", "upload", "group_robot"})


def tables_of(connection: Connection) -> list[Table]:
    """As the database has them, those that others point to first; whatever the models of this version say."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name not in LEFT_OUT]


def read_rows(connection: Connection, table: Table, at_once: int) -> Iterator[Row]:
    """All rows in the order of their key, a few in memory."""
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=at_once)
    yield from connection.execute(query)


def to_line(row: Iterable[Any]) -> bytes:
    return json.dumps([_plain(value) for value in row], ensure_ascii=False).encode() + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    if isinstance(value, Decimal):
        return str(value)
    return value


def from_line(line: bytes, columns: list[Column]) -> dict[str, Any]:
    values = json.loads(line)
    return {column.name: _typed(value, column) for value, column in zip(values, columns, strict=True)}


def _typed(value: Any, column: Column) -> Any:
    if value is None:
        return None
    kind = _python_type(column)
    if kind in (dt.datetime, dt.date, dt.time):
        return kind.fromisoformat(value)
    if kind is bytes:
        return base64.b64decode(value)
    return Decimal(value) if kind is Decimal else value


def _python_type(column: Column) -> Any:
    try:
        return column.type.python_type
    except NotImplementedError:
        return object
