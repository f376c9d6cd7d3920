"""What sign-in and registration send."""

from __future__ import annotations

from marshmallow import EXCLUDE, Schema, fields

from sync.fields import Words

LONGEST_NAME = 120


class DeviceForm(Schema):
    """The body of POST /auth/devices."""

    class Meta:
        unknown = EXCLUDE

    phone = fields.UUID(required=True)
    name = Words(LONGEST_NAME, load_default="")
