"""The rows of a PostgreSQL database: read, put back, and taken away, so that it is as its migrations left it."""

from __future__ import annotations

import time
from dataclasses import dataclass

from psycopg import Connection
from psycopg.sql import SQL, Identifier

LEFT_WITHIN = 0.3
PAUSE = 0.001
# Written since the database was last emptied: a file that holds something. Migrations left rows in one table only.
WRITTEN = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version'
        AND pg_relation_size(oid) > 0
    ORDER BY relname
"""
NUMBERS = """
    SELECT seqrelid::regclass::text, pg_sequence_last_value(seqrelid) FROM pg_sequence
    WHERE pg_sequence_last_value(seqrelid) IS NOT NULL
"""
START_AGAIN = """
    SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence
    WHERE pg_sequence_last_value(seqrelid) IS NOT NULL
"""
OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
# PostgreSQL's own tables have smaller numbers.
FIRST_OF_OURS = 16384
# Whoever makes, drops or changes a table, column, index, constraint, trigger or function leaves a mark in one of these.
LAYOUT = f"""
    SELECT md5(string_agg(what, ' ' ORDER BY what)) FROM (
        SELECT concat_ws(' ', 'table', oid, relname, relkind, relnatts, relchecks)
            FROM pg_class WHERE oid >= {FIRST_OF_OURS}
        UNION ALL SELECT concat_ws(' ', 'column', attrelid, attname, xmin)
            FROM pg_attribute WHERE attrelid >= {FIRST_OF_OURS}
        UNION ALL SELECT concat_ws(' ', 'default', oid, xmin) FROM pg_attrdef
        UNION ALL SELECT concat_ws(' ', 'constraint', oid, xmin) FROM pg_constraint WHERE oid >= {FIRST_OF_OURS}
        UNION ALL SELECT concat_ws(' ', 'trigger', oid, tgname, tgfoid, tgtype, tgenabled) FROM pg_trigger
        UNION ALL SELECT concat_ws(' ', 'function', oid, xmin) FROM pg_proc WHERE oid >= {FIRST_OF_OURS}
        UNION ALL SELECT concat_ws(' ', 'schema', nspname) FROM pg_namespace WHERE nspname NOT LIKE 'pg_%'
        UNION ALL SELECT concat_ws(' ', 'version', version_num) FROM alembic_version
    ) AS all_of_it (what)
"""


@dataclass(frozen=True, slots=True)
class Rows:
    """By table as PostgreSQL copies them; and what the numbers of rows have come to."""

    tables: dict[str, bytes]
    numbers: list[tuple[str, int]]


def read_rows(connection: Connection) -> Rows:
    tables = {table: _copied(connection, table) for table in _written(connection)}
    return Rows(tables, connection.execute(NUMBERS).fetchall())  # type: ignore[arg-type]


def write_rows(connection: Connection, rows: Rows) -> None:
    with connection.transaction():
        for table, data in rows.tables.items():
            with connection.cursor().copy(SQL("COPY {} FROM STDIN (FORMAT binary)").format(Identifier(table))) as copy:
                copy.write(data)
        if rows.numbers:
            names, values = zip(*rows.numbers, strict=True)
            connection.execute(
                "SELECT setval(name::regclass, value) FROM unnest(%s::text[], %s::bigint[]) AS kept (name, value)",
                (list(names), list(values)),
            )


def empty(connection: Connection) -> None:
    """Deleted, since TRUNCATE would begin new files for every table that another points to; then cut off.

    After that, rows lie in the order in which they are written, as in a new database.
    """
    tables = [Identifier(table) for table in _written(connection)]
    if tables:
        connection.execute(SQL("; ").join(SQL("DELETE FROM {}").format(table) for table in tables))
        options = SQL("INDEX_CLEANUP on, SKIP_DATABASE_STATS")
        connection.execute(SQL("VACUUM ({}) {}").format(options, SQL(", ").join(tables)))
    connection.execute(START_AGAIN)


def is_alone(connection: Connection) -> bool:
    """Whether nobody else is connected; who has just left is seen for another moment."""
    deadline = time.monotonic() + LEFT_WITHIN
    while connection.execute(OTHERS).fetchone() != (0,):
        if time.monotonic() > deadline:
            return False
        time.sleep(PAUSE)
    return True


def layout_of(connection: Connection) -> str:
    """The same as long as nothing but rows was changed."""
    return connection.execute(LAYOUT).fetchone()[0]  # type: ignore[arg-type, index]


def _written(connection: Connection) -> list[str]:
    return [name for (name,) in connection.execute(WRITTEN)]


def _copied(connection: Connection, table: str) -> bytes:
    with connection.cursor().copy(SQL("COPY {} TO STDOUT (FORMAT binary)").format(Identifier(table))) as copy:
        return b"".join(bytes(each) for each in copy)
