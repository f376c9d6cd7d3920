"""Printed papers among the uploads: for who ordered them, for a day; the sweeping of uploads drops them then."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from webapp.photo_store import uploads

DIGITS = 12  # of a paper's size, which lies beside it: an upload is read by its length


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody's paper lies; `token` is 32 hex letters."""

    community_id: int
    user_id: int
    token: str

    @property
    def paper(self) -> str:
        return f"paper-{self.user_id}-{self.token}"

    @property
    def size(self) -> str:
        return f"{self.paper}-size"


def new_token() -> str:
    return secrets.token_hex(16)


def keep(place: Place, pdf: bytes) -> None:
    """The size comes last: a paper without one is not there yet."""
    uploads().begin(place.community_id, place.paper, iter([pdf])).stay()
    uploads().begin(place.community_id, place.size, iter([f"{len(pdf):0{DIGITS}}".encode()])).stay()


def kept(place: Place) -> bytes | None:
    """None after a day, or before it is printed."""
    try:
        size = int(uploads().read(place.community_id, place.size, DIGITS))
        return uploads().read(place.community_id, place.paper, size)
    except FileNotFoundError:
        return None


def take(place: Place) -> bytes | None:
    """As kept(), but once, if those who ask come one after the other: an empty paper stays in its place."""
    paper = kept(place)
    if paper:
        keep(place, b"")
    return paper
