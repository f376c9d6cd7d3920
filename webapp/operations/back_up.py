"""Write all that an installation holds into one file, as it was at one moment, while others go on working."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, Table, text

from webapp import photo_store
from webapp.backup_file import BackupWriter, Head, Summary, check
from webapp.extensions import db
from webapp.storage import sync_folder
from webapp.table_rows import read_rows, tables_of, to_line

ROWS_AT_ONCE = 2000
# told(what, done, total), often; `total` is 0 while nobody knows it.
Told = Callable[[str, int, int], None]


def back_up(target: Path, told: Told) -> Summary:
    """The file is there whole, on disk and read again, or not at all. Raises FileExistsError."""
    if target.exists():
        raise FileExistsError(target)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            summary = _write(file, told)
            file.flush()
            os.fsync(file.fileno())
        told("check", 0, 0)
        check(temporary)
        os.rename(temporary, target)
        sync_folder(target.parent)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()
    return summary


def _write(file: IO[bytes], told: Told) -> Summary:
    summary = Summary()
    with tempfile.TemporaryFile() as photos:
        # Repeatable read: all tables as they were at the first statement. SQLite's WAL gives a reader the same.
        options = {} if db.engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
        with db.engine.connect().execution_options(**options) as connection:
            revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
            writer = BackupWriter(file, Head(version("sanbao"), revision, f"{dt.datetime.now(dt.UTC):%FT%TZ}"))
            tables = tables_of(connection)
            for number, table in enumerate(tables):
                told("tables", number, len(tables))
                summary.rows[table.name] = _write_table(writer, connection, table, photos)
        # A photo never changes, and its file is there before its row: what the tables name can be read later, unless it
        # expires meanwhile; then the summary says that it is lacking.
        _write_photos(writer, photos, summary, told)
    writer.close(summary)
    return summary


def _write_table(writer: BackupWriter, connection: Connection, table: Table, photos: IO[bytes]) -> int:
    """In parts of some thousand rows, each of which names its columns; notes which photos there are."""
    count = part = 0
    columns = json.dumps([column.name for column in table.columns]).encode() + b"\n"
    lines: list[bytes] = []
    for row in read_rows(connection, table, ROWS_AT_ONCE):
        count += 1
        lines.append(to_line(row))
        if table.name == "photo" and getattr(row, "expired_at", None) is None:
            photos.write(f"{row.community_id} {row.sha256}\n".encode())
        if len(lines) == ROWS_AT_ONCE:
            _write_part(writer, table.name, part, columns, lines)
            part, lines = part + 1, []
    _write_part(writer, table.name, part, columns, lines)
    return count


def _write_part(writer: BackupWriter, table: str, part: int, columns: bytes, lines: list[bytes]) -> None:
    packed = gzip.compress(columns + b"".join(lines), compresslevel=6, mtime=0)
    writer.add(f"tables/{table}/{part:06}.jsonl.gz", packed)


def _write_photos(writer: BackupWriter, photos: IO[bytes], summary: Summary, told: Told) -> None:
    photos.seek(0)
    total = sum(1 for _ in photos)
    photos.seek(0)
    for done, line in enumerate(photos):
        told("photos", done, total)
        community, sha256 = line.decode().split()
        data = _photo(int(community), sha256)
        if data is None or hashlib.sha256(data).hexdigest() != sha256:
            summary.lacking.append(f"{community}/{sha256}")
            continue
        writer.add(f"photos/{community}/{sha256}", data)
        summary.photos += 1
        summary.photo_bytes += len(data)


def _photo(community_id: int, sha256: str) -> bytes | None:
    try:
        return photo_store.photos().read(community_id, sha256)
    except FileNotFoundError:
        return None
