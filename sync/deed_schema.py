"""Schema of a deed; what needs the rule book is judged in `statement.py`."""

from datetime import timedelta
from typing import Any

from marshmallow import ValidationError, post_load, validates_schema

from sync import entry as values
from sync import limits
from sync.fields import CODE, LARGEST_NUMBER, UUID7, Day, GrowingSchema, Matching, Time, WholeNumber, Words, YesNo


class DeedEntrySchema(GrowingSchema):
    """One deed, credited to a courtyard."""

    id = Matching(UUID7, required=True)
    walk = Matching(UUID7, required=True)
    day = Day(required=True)
    courtyard = Matching(CODE, required=True)
    rule_version = WholeNumber(1, LARGEST_NUMBER)
    deed = Matching(CODE, required=True)
    points = WholeNumber(1, LARGEST_NUMBER)
    happened_on = Day(required=True)
    note = Words(limits.DEED_NOTE_CHARACTERS, load_default="")
    replaces = Matching(UUID7, load_default=None, allow_none=True)
    withdrawn = YesNo(load_default=False)
    saved_at = Time()

    @validates_schema
    def _check_together(self, data: dict[str, Any], **_: Any) -> None:
        if data["replaces"] == data["id"] or (data["withdrawn"] and data["replaces"] is None):
            raise ValidationError("contradiction", "replaces")
        age = data["day"] - data["happened_on"]
        if not timedelta() <= age <= timedelta(days=limits.DEED_DAYS):
            raise ValidationError("contradiction", "happened_on")

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> values.DeedEntry:
        return values.DeedEntry(**data)
