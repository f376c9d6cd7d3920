"""Fields of the wire: stricter than marshmallow's own, because what they take is stored and hashed as it came."""

import re
from datetime import date
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate
from marshmallow.exceptions import SCHEMA

# The last millisecond that a Python datetime can hold in every time zone.
LATEST_TIME = 253_402_200_000_000
LARGEST_NUMBER = 2**31 - 1
UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.ASCII)
PUBLIC_ID = re.compile(r"[0-9a-f-]{36}", re.ASCII)
SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
CODE = re.compile(r"[0-9A-Za-z_-]{1,32}", re.ASCII)
# Ids of people are numbers of the database, which holds no larger ones.
PERSON = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class GrowingSchema(Schema):
    """A schema that passes over what a newer phone adds."""

    class Meta:
        unknown = EXCLUDE


class WholeNumber(fields.Integer):
    """An integer that came as one; marshmallow's strict integer still takes true for 1."""

    def __init__(self, smallest: int, largest: int, **options: Any) -> None:
        super().__init__(strict=True, validate=validate.Range(smallest, largest), **({"required": True} | options))

    def _validated(self, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.make_error("invalid", input=value)
        return value


class Time(WholeNumber):
    """Milliseconds since 1970-01-01 UTC."""

    def __init__(self) -> None:
        super().__init__(0, LATEST_TIME)


class Few(fields.List):
    """A list that is counted before its members are read: a megabyte of empty members takes half a minute."""

    def __init__(self, member: Any, longest: int, shortest: int = 0, **options: Any) -> None:
        super().__init__(member, validate=validate.Length(shortest, longest), **options)
        self._longest = longest

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> list[Any]:
        if isinstance(value, list) and len(value) > self._longest:
            raise ValidationError("too_many")
        return super()._deserialize(value, attr, data, **options)


class YesNo(fields.Boolean):
    """True or false that came as such; marshmallow's own also takes "yes" and 1."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class Day(fields.Field[date]):
    """A day in its one spelling; the standard parsers also take 20261123 and full-width digits."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> date:
        if not isinstance(value, str) or not is_day(value):
            raise ValidationError("day")
        return date.fromisoformat(value)


class Matching(fields.String):
    """A string that one pattern describes wholly."""

    def __init__(self, pattern: re.Pattern[str], **options: Any) -> None:
        def matches(value: str) -> None:
            if not pattern.fullmatch(value):
                raise ValidationError("pattern")

        super().__init__(validate=matches, **options)


class OneOf(fields.String):
    """A word from a list."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__(required=True, validate=validate.OneOf(words))


class Words(fields.String):
    """Text of people, its length in code points; unprintable characters are refused because databases refuse some."""

    def __init__(self, longest: int, shortest: int = 0, **options: Any) -> None:
        super().__init__(validate=[validate.Length(shortest, longest), _printable], **options)


def is_day(text: str) -> bool:
    """Whether it is a day that the calendar has, as 2026-11-23."""
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def first_wrong(messages: Any) -> str:
    """The path of the first field that is wrong, as `results.3.note`; its names are the schema's own."""
    steps: list[str] = []
    while isinstance(messages, dict) and messages:
        step = min(messages, key=str)
        steps.append(str(step))
        messages = messages[step]
    # What is no object at all is wrong by itself, not by a field of it.
    return ".".join(step for step in steps if step != SCHEMA)


def _printable(value: str) -> None:
    if _UNPRINTABLE.search(value):
        raise ValidationError("unprintable")
