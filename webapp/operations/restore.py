"""Fill an empty installation from a backup: tables at the migration they were saved at, then photos."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import IO, Any

from flask_migrate import upgrade
from sqlalchemy import Connection, Table, insert, text, update

from webapp.backup_file import BrokenBackup, Head, Summary, members
from webapp.database import WRITE
from webapp.extensions import db
from webapp.operations.back_up import Told
from webapp.photo_store import photos
from webapp.table_rows import from_line, tables_of

COUNTERS = ("change_number", "whole_from")
TOLD_SINCE = 1_000_000  # more changes than a community has in the life of a backup


def restore(source: Path, head: Head, summary: Summary, told: Told) -> None:
    """`source` was checked, and the database of this app is empty. Raises BrokenBackup when the two differ."""
    upgrade(revision=head.revision)
    rows: Counter[str] = Counter()
    communities: list[dict[str, Any]] = []
    kept = 0
    with db.engine.connect().execution_options(**WRITE) as connection, connection.begin():
        tables = {table.name: table for table in tables_of(connection)}
        for name, _size, stream in members(source):
            kind, first, second = name.split("/")
            if kind == "tables":
                told("tables", len(rows), len(summary.rows))
                loaded = _load(connection, tables[first], stream)
                rows[first] += len(loaded)
                communities += loaded if first == "community" else []
            else:
                told("photos", kept, summary.photos)
                _keep(int(first), second, stream.read())
                kept += 1
        if rows != Counter(summary.rows) or kept != summary.photos:
            raise BrokenBackup("备份里的数目对不上。 What it holds is not what it says it holds.")
        _set_counters(connection, tables["community"], communities)
        _set_sequences(connection, list(tables.values()))
    upgrade()


def _load(connection: Connection, table: Table, stream: IO[bytes]) -> list[dict[str, Any]]:
    header, *lines = gzip.decompress(stream.read()).splitlines()
    columns = [table.columns[name] for name in json.loads(header)]
    rows = [from_line(line, columns) for line in lines]
    if rows:
        connection.execute(insert(table), rows)
    return rows


def _keep(community_id: int, sha256: str, data: bytes) -> None:
    if hashlib.sha256(data).hexdigest() != sha256:
        raise BrokenBackup("有一张照片和指纹对不上。 A photo does not match its hash.")
    photos().keep(community_id, sha256, data)


def _set_counters(connection: Connection, table: Table, communities: list[dict[str, Any]]) -> None:
    """Beyond what phones can have been told since the backup: each asks for the whole once, whatever cursor it has."""
    for row in communities:
        counters = {name: row["change_number"] + TOLD_SINCE for name in COUNTERS if name in row}
        connection.execute(update(table).where(table.columns.id == row["id"]).values(counters))


def _set_sequences(connection: Connection, tables: list[Table]) -> None:
    """PostgreSQL counts ids apart from the rows."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        if [column.name for column in table.primary_key.columns] != ["id"]:
            continue
        named = connection.dialect.identifier_preparer.format_table(table)
        connection.execute(
            text(f"SELECT setval(pg_get_serial_sequence(:name, 'id'), max(id)) FROM {named} HAVING max(id) > 0"),
            {"name": named},
        )
