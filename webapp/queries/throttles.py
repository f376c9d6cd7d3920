"""How often a subject has guessed wrong, and until when it must wait."""

from __future__ import annotations

from webapp.extensions import db
from webapp.models import Throttle


def throttle_of(subject: str) -> Throttle | None:
    """The row of this subject (a digest)."""
    return db.session.get(Throttle, subject)
