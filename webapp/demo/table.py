"""Adds many rows at once; the demo has thousands, and the start must not wait for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import DeclarativeBase, Session

Row = dict[str, Any]


def add(session: Session, table: type[DeclarativeBase], rows: Sequence[Row]) -> None:
    """Add these rows."""
    if rows:
        session.execute(insert(table), rows)


def add_keyed(session: Session, table: type[DeclarativeBase], rows: Sequence[Row]) -> list[int]:
    """Add these rows and tell their keys, in the same order."""
    if not rows:
        return []
    key = table.__table__.c.id
    return list(session.scalars(insert(table).returning(key, sort_by_parameter_order=True), rows))
