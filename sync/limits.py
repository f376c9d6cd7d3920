"""Limits of the wire; the snapshot tells the phone the ones it has to keep."""

from dataclasses import asdict, dataclass

PROTOCOL = 1

NOTE_CHARACTERS = 500
PHRASE_CHARACTERS = 40
PHRASES_PER_ITEM = 10
ITEMS_PER_CHECK = 100
COMPANIONS_PER_WALK = 10
DEED_NOTE_CHARACTERS = 200
DEED_DAYS = 31
PHOTOS_PER_ITEM = 100  # far above what a check may name, so that naming too many keeps its own reason
OPEN_UPLOADS = 2  # of one device
UPLOAD_DAYS = 7  # without a byte until an upload expires
PICTURE_TYPES = ("image/jpeg", "image/png", "image/webp", "image/heic", "image/heif")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one installation takes; sizes in bytes."""

    delivery_entries: int = 50
    delivery_bytes: int = 1_048_576
    photo_bytes: int = 8_388_608
    photos_per_check: int = 20
    chunk_bytes: int = 32_768

    def to_json(self) -> dict[str, int]:
        """The snapshot's `limits`."""
        return asdict(self)


DEFAULT_LIMITS = Limits()
