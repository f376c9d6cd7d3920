"""What sign-in and registration send."""

from __future__ import annotations

from marshmallow import EXCLUDE, Schema, fields, validate


class DeviceForm(Schema):
    """The body of POST /auth/devices."""

    class Meta:
        unknown = EXCLUDE

    phone = fields.UUID(required=True)
    name = fields.String(load_default="", validate=validate.Length(max=120))
