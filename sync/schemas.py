"""Schemas of a check, and the reading of any entry; unknown fields are ignored, so that the protocol can grow."""

from functools import lru_cache
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validates_schema

from sync import entry as values
from sync import limits
from sync.deed_schema import DeedEntrySchema
from sync.fields import (
    CODE,
    LARGEST_NUMBER,
    PERSON,
    SHA256,
    UUID7,
    Day,
    Few,
    GrowingSchema,
    Matching,
    OneOf,
    Time,
    WholeNumber,
    Words,
    first_wrong,
)
from sync.reasons import Rejection, rejection
from sync.strict_json import NotReadable, read_json


class PositionSchema(GrowingSchema):
    """Where the check was saved, or a photo taken."""

    latitude = WholeNumber(-90_000_000, 90_000_000)
    longitude = WholeNumber(-180_000_000, 180_000_000)
    accuracy = WholeNumber(0, LARGEST_NUMBER)

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> values.Position:
        return values.Position(**data)


class PhotoSchema(GrowingSchema):
    """A photo named in a check."""

    sha256 = Matching(SHA256, required=True)
    bytes = WholeNumber(1, LARGEST_NUMBER)
    type = OneOf(limits.PICTURE_TYPES)
    taken_at = Time()
    shows = OneOf(values.SHOWS)
    position = fields.Nested(PositionSchema, load_default=None, allow_none=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> values.PhotoClaim:
        return values.PhotoClaim(**data)


class ResultSchema(GrowingSchema):
    """What was found at one item."""

    item = Matching(CODE, required=True)
    result = OneOf(values.RESULTS)
    phrases = Few(Words(limits.PHRASE_CHARACTERS, 1), limits.PHRASES_PER_ITEM, load_default=list)
    note = Words(limits.NOTE_CHARACTERS, load_default="")
    photos = Few(fields.Nested(PhotoSchema), limits.PHOTOS_PER_ITEM, load_default=list)
    severity = Matching(CODE, load_default=None, allow_none=False)
    count = WholeNumber(1, LARGEST_NUMBER, required=False, load_default=None, allow_none=False)

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> values.Result:
        return values.Result(**{**data, "phrases": tuple(data["phrases"]), "photos": tuple(data["photos"])})


RESULT = ResultSchema()
TWO_WORDS = {"item", "result"}


class Results(fields.Nested):
    """The result at an item. Nearly all are two words of a small vocabulary, so those are read once and shared."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, partial: Any = None, **options: Any) -> Any:
        if (
            isinstance(value, dict)
            and value.keys() == TWO_WORDS
            and all(isinstance(word, str) for word in value.values())
        ):
            return _two_words(value["item"], value["result"])
        return super()._deserialize(value, attr, data, partial, **options)


def _is_word(value: Any) -> bool:
    return isinstance(value, str)


@lru_cache(maxsize=1000)
def _two_words(item: str, result: str) -> values.Result:
    return RESULT.load({"item": item, "result": result})


class CheckEntrySchema(GrowingSchema):
    """One check; what needs the rule book is judged in `statement.py`."""

    id = Matching(UUID7, required=True)
    walk = Matching(UUID7, required=True)
    day = Day(required=True)
    courtyard = Matching(CODE, required=True)
    rule_version = WholeNumber(1, LARGEST_NUMBER)
    judged = OneOf(values.JUDGED)
    obstacle = Matching(CODE, load_default=None, allow_none=True)
    replaces = Matching(UUID7, load_default=None, allow_none=True)
    opened_at = Time()
    saved_at = Time()
    position = fields.Nested(PositionSchema, load_default=None, allow_none=True)
    companions = Few(Matching(PERSON), limits.COMPANIONS_PER_WALK, load_default=list)
    results = Few(Results(ResultSchema), limits.ITEMS_PER_CHECK, 1, required=True)

    @validates_schema
    def _check_together(self, data: dict[str, Any], **_: Any) -> None:
        for name, holds in _rules_across_fields(data):
            if not holds:
                raise ValidationError("contradiction", name)

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> values.CheckEntry:
        return values.CheckEntry(**{**data, "results": tuple(data["results"]), "companions": tuple(data["companions"])})


def _rules_across_fields(data: dict[str, Any]) -> list[tuple[str, bool]]:
    judged, results = data["judged"], data["results"]
    items = [result.item for result in results]
    kinds = {result.result for result in results}
    photos = {(claim.sha256, claim.bytes, claim.type) for result in results for claim in result.photos}
    return [
        ("obstacle", (data["obstacle"] is not None) == (judged in values.JUDGED_BY_OBSTACLE)),
        ("companions", len(set(data["companions"])) == len(data["companions"])),
        ("replaces", data["replaces"] != data["id"]),
        ("replaces", judged != "withdrawn" or data["replaces"] is not None),
        ("results", len(set(items)) == len(items)),
        ("results", judged != "whole" or "not_assessed" not in kinds),
        ("results", judged != "weather" or kinds == {"not_assessed"}),
        ("results", kinds == {"withdrawn"} if judged == "withdrawn" else "withdrawn" not in kinds),
        ("results", len({sha256 for sha256, _, _ in photos}) == len(photos)),
    ]


# Made once: making a schema takes longer than reading a check with it.
SCHEMAS: dict[str, Schema] = {values.KIND_CHECK: CheckEntrySchema(), values.KIND_DEED: DeedEntrySchema()}


def load_entry(text: str) -> values.Entry | Rejection:
    """The check or deed in an entry's text; whatever the text is, the answer is a value."""
    try:
        data = read_json(text)
    except NotReadable as error:
        return rejection("entry_not_json", str(error))
    if not isinstance(data, dict):
        return rejection("entry_not_json", "not_an_object")
    named = _readable_id(data)
    kind = data.get("kind")
    schema = SCHEMAS.get(kind) if isinstance(kind, str) else None
    if schema is None:
        return rejection("entry_kind_unknown", "kind", named)
    try:
        entry: values.Entry = schema.load(data)
    except ValidationError as error:
        return rejection("entry_invalid", first_wrong(error.messages), named)
    return entry


def _readable_id(data: dict[str, Any]) -> str | None:
    found = data.get("id")
    return found if isinstance(found, str) and UUID7.fullmatch(found) else None
