"""Limits of the wire; the snapshot and the root of the interface tell them, so that nobody has to guess."""

import hashlib
import json
from dataclasses import asdict, dataclass

PROTOCOL = 1
# Raised when the rows of a snapshot take another shape: then every phone asks for the whole once.
SNAPSHOT_SHAPE = 3
# So many changes at once are told as a whole snapshot, which is then shorter.
DELTA_CHANGES = 400

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
    requests_per_minute: int = 6_000

    def to_json(self) -> dict[str, int]:
        """The numbers under their names."""
        return asdict(self)


DEFAULT_LIMITS = Limits()


def announced(limits: Limits = DEFAULT_LIMITS) -> dict[str, int]:
    """The `limits` that the server tells: all that a phone has to keep, lengths in code points."""
    return {
        **limits.to_json(),
        "open_uploads": OPEN_UPLOADS,
        "note_characters": NOTE_CHARACTERS,
        "phrase_characters": PHRASE_CHARACTERS,
        "phrases_per_item": PHRASES_PER_ITEM,
        "items_per_check": ITEMS_PER_CHECK,
        "companions_per_walk": COMPANIONS_PER_WALK,
        "deed_note_characters": DEED_NOTE_CHARACTERS,
        "deed_days": DEED_DAYS,
    }


def snapshot_shape() -> str:
    """A short word for the shape of snapshots and for the limits in them; another word, another shape."""
    told = json.dumps([SNAPSHOT_SHAPE, announced()], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:8]
