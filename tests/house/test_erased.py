"""Every table that refers to a household or a person, or holds words, is deleted from or kept for a reason."""

from __future__ import annotations

from sqlalchemy import JSON, Column, String, Table, Text

from webapp import models  # noqa: F401
from webapp.extensions import db
from webapp.models.types import NAME
from webapp.operations.erased import ERASED, KEPT

PEOPLE = {"household", "person"}


def refers_to_people(table: Table) -> bool:
    return table.name in PEOPLE or any(
        key.column.table.name in PEOPLE for column in table.columns for key in column.foreign_keys
    )


def holds_words(column: Column) -> bool:
    """Long enough for a name; hashes, keys and codes are shorter."""
    if isinstance(column.type, Text | JSON):
        return True
    return isinstance(column.type, String) and (column.type.length or NAME) >= NAME


def tables() -> set[str]:
    return {
        table.name
        for table in db.metadata.tables.values()
        if refers_to_people(table) or any(map(holds_words, table.columns))
    }


def test_every_table_with_words_or_people_is_named_as_deleted_or_kept():
    assert tables() - set(ERASED) - set(KEPT) == set()


def test_no_table_is_both_and_none_is_made_up():
    assert set(ERASED) & set(KEPT) == set()
    assert (set(ERASED) | set(KEPT)) - set(db.metadata.tables) == set()


def test_each_kept_table_has_its_reason():
    assert [name for name, reason in KEPT.items() if len(reason) < 6] == []
