"""The demo's camera: draws each photo and puts it into the photo folder under its hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sync.clock import moment
from webapp.demo.calendar import ZONE, Round
from webapp.demo.drawing.photo import Shot, take
from webapp.demo.findings import Said
from webapp.demo.officials import BY_NAME
from webapp.demo.places import Door
from webapp.demo.visits import Visit
from webapp.storage import photo_path

MEDIA_TYPE = "image/jpeg"


@dataclass(frozen=True, slots=True)
class Photograph:
    """A photo that a check names; `taken_at` in milliseconds of the phone's clock."""

    item: str
    sha256: str
    size: int
    shows: str
    taken_at: int
    is_here: bool

    def claim(self) -> dict[str, object]:
        """As the check's text names it."""
        return {
            "sha256": self.sha256,
            "bytes": self.size,
            "type": MEDIA_TYPE,
            "taken_at": self.taken_at,
            "shows": self.shows,
        }


class Camera:
    """Writes without waiting for the disk; who fills the folder syncs once at the end."""

    def __init__(self, folder: Path, community_id: int, doors: list[Door]) -> None:
        self._folder, self._community_id, self._doors = folder, community_id, doors

    def photograph(self, walked: Round, visit: Visit, said: Said, shows: str, taken_at: int) -> Photograph:
        shot = Shot(
            courtyard=visit.courtyard,
            number=self._doors[visit.courtyard].number,
            phrase=said.phrase if shows == "before" else "",
            taken_at=moment(taken_at).astimezone(ZONE),
            inspector=BY_NAME[walked.inspector].number,
        )
        data = take(shot)
        sha256 = hashlib.sha256(data).hexdigest()
        if said.photo == "here":
            path = photo_path(self._folder, self._community_id, sha256)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return Photograph(said.item, sha256, len(data), shows, taken_at, said.photo == "here")
