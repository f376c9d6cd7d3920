"""A delivery: one POST with entries, each loaded by itself so that one bad entry never holds back the others."""

from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from sync.digest import digest_text, well_formed
from sync.fields import LARGEST_NUMBER, PUBLIC_ID, GrowingSchema, Matching, Time, WholeNumber, first_wrong
from sync.limits import DEFAULT_LIMITS, PROTOCOL, Limits
from sync.reasons import Rejection, rejection
from sync.strict_json import NotReadable, read_envelope


@dataclass(frozen=True, slots=True)
class Delivered:
    """One entry as it came: the digest that the phone claims, the text, and the seal where somebody else brings it."""

    digest: str
    text: str
    seal: str = ""

    @property
    def is_intact(self) -> bool:
        """Whether the text is the one that the phone hashed."""
        return self.digest == digest_text(self.text)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one POST brought; `device_time` in milliseconds of the phone's clock.

    `carried` is the public id of the phone that made the entries, when it is not the one that sends them.
    """

    protocol: int
    device_time: int
    entries: tuple[Delivered, ...]
    carried: str | None = None


class DeliveredSchema(GrowingSchema):
    """An envelope around one entry; what is wrong inside is told by its receipt."""

    digest = fields.String(required=True, validate=validate.Length(max=128))
    text = fields.String(required=True)
    seal = fields.String(load_default="", validate=validate.Length(max=128))

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Delivered:
        return Delivered(well_formed(data["digest"]), well_formed(data["text"]), well_formed(data["seal"]))


class CarriedSchema(GrowingSchema):
    """Whose entries are brought, when somebody else brings them."""

    device = Matching(PUBLIC_ID, required=True)


class DeliverySchema(GrowingSchema):
    """One POST: any part of one walk, or of several."""

    protocol = WholeNumber(PROTOCOL, LARGEST_NUMBER)
    device_time = Time()
    entries = fields.List(fields.Nested(DeliveredSchema), required=True)
    carried = fields.Nested(CarriedSchema, load_default=None, allow_none=True)

    @post_load
    def _make(self, data: dict[str, Any], **_: Any) -> Delivery:
        carried = data["carried"]["device"] if data["carried"] else None
        return Delivery(data["protocol"], data["device_time"], tuple(data["entries"]), carried)


DELIVERY = DeliverySchema()


def load_delivery(body: bytes, bounds: Limits = DEFAULT_LIMITS) -> Delivery | Rejection:
    """The delivery in a request's body; refused as a whole only when it can't be read as one."""
    if len(body) > bounds.delivery_bytes:
        return rejection("delivery_too_large", "bytes")
    try:
        read = read_envelope(body.decode("utf-8"))
        if _holds_more(read, bounds.delivery_entries):
            return rejection("delivery_too_large", "entries")
        delivery: Delivery = DELIVERY.load(read)
    except (NotReadable, UnicodeDecodeError):
        return rejection("delivery_unreadable", "json")
    except ValidationError as error:
        return rejection("delivery_unreadable", first_wrong(error.messages))
    return delivery


def _holds_more(read: Any, most: int) -> bool:
    """Counted before they are read one by one, which takes long."""
    entries = read.get("entries") if isinstance(read, dict) else None
    return isinstance(entries, list) and len(entries) > most
