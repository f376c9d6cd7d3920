"""The values of an entry after it was read: one check with all its results, or one deed."""

from dataclasses import dataclass
from datetime import date

KIND_CHECK = "check"
KIND_DEED = "deed"
JUDGED = ("whole", "lane", "weather", "withdrawn")
JUDGED_BY_OBSTACLE = ("lane", "weather")
RESULTS = ("pass", "fault", "fixed", "third_party", "not_applicable", "not_assessed", "withdrawn")
SHOWS = ("before", "after")


@dataclass(frozen=True, slots=True)
class Position:
    """Microdegrees (WGS 84) and metres."""

    latitude: int
    longitude: int
    accuracy: int


@dataclass(frozen=True, slots=True)
class PhotoClaim:
    """A photo that the check names; size in bytes, time in milliseconds of the phone's clock."""

    sha256: str
    bytes: int
    type: str
    taken_at: int
    shows: str
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What was found at one item."""

    item: str
    result: str
    phrases: tuple[str, ...] = ()
    note: str = ""
    photos: tuple[PhotoClaim, ...] = ()
    severity: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class CheckEntry:
    """One visit to one courtyard, as the phone stated it; times in milliseconds of the phone's clock."""

    id: str
    walk: str
    day: date
    courtyard: str
    rule_version: int
    judged: str
    obstacle: str | None
    replaces: str | None
    opened_at: int
    saved_at: int
    position: Position | None
    results: tuple[Result, ...]
    companions: tuple[str, ...] = ()

    @property
    def photos(self) -> tuple[PhotoClaim, ...]:
        """The manifest: each photo once, in the order it is first named."""
        claims = {claim.sha256: claim for result in reversed(self.results) for claim in reversed(result.photos)}
        return tuple(reversed(claims.values()))


@dataclass(frozen=True, slots=True)
class DeedEntry:
    """A good deed that the inspector heard of or saw; `withdrawn` takes back the one it replaces."""

    id: str
    walk: str
    day: date
    courtyard: str
    rule_version: int
    deed: str
    points: int
    happened_on: date
    note: str
    replaces: str | None
    withdrawn: bool
    saved_at: int


# Whatever its kind, an entry says whose walk it belongs to, which courtyard, and when.
Entry = CheckEntry | DeedEntry
