"""Column types and the parts that every table shares."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from sqlalchemy import DateTime, ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator

WORD = 40
NAME = 120
NOTE = 200
DIGEST = 64
UUID = 36

Key = Annotated[int, mapped_column(primary_key=True)]
Word = Annotated[str, mapped_column(String(WORD))]
Name = Annotated[str, mapped_column(String(NAME))]
Note = Annotated[str, mapped_column(String(NOTE))]
MonthName = Annotated[str, mapped_column(String(7))]
Digest = Annotated[str, mapped_column(String(DIGEST))]
Uuid = Annotated[str, mapped_column(String(UUID))]


class UtcDateTime(TypeDecorator[dt.datetime]):
    """An instant: aware in Python, naive UTC in the database, so that both databases compare alike."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime can't be stored")
        return value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: dt.datetime | None, dialect) -> dt.datetime | None:
        return None if value is None else value.replace(tzinfo=dt.UTC)


Instant = Annotated[dt.datetime, mapped_column(UtcDateTime)]


class OfCommunity:
    """Mixed into every table whose rows belong to one community."""

    @declared_attr
    def community_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("community.id"))
