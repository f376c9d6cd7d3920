"""A check that was made on paper as an entry of its inspector, as the wire takes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from sync.delivery import Delivered
from sync.digest import digest_text
from sync.uuid7 import next_uuid7
from webapp import clock
from webapp.models import Community
from webapp.operations.make_entry import FormCheck, make_text
from webapp.queries.rule_books import rule_book_in_force

NOON = dt.time(12)  # paper says no hour


@dataclass(frozen=True, slots=True)
class OnPaper:
    """Whose check, of which day and courtyard (its code); `nth` of that day where a correction follows.

    `statement` is judged, obstacle and the results of all items.
    """

    inspector: int
    day: dt.date
    courtyard: str
    statement: Mapping[str, Any]
    replaces: str | None = None
    nth: int = 0


def paper_entry(community: Community, said: OnPaper) -> Delivered:
    """Ids follow from what it is about, so that the same row is never two checks, and a day's walk is one walk."""
    noon = dt.datetime.combine(said.day, NOON, ZoneInfo(community.timezone))
    at = clock.milliseconds(noon)
    saved = min(at, clock.now_milliseconds())  # typed in before noon of the same day, it is no clock gone wrong
    about = f"{community.id}/{said.inspector}/{said.day}"
    version, _ = rule_book_in_force(community.id, f"{said.day:%Y-%m}")
    form = FormCheck(
        id=_id(at, f"check/{about}/{said.courtyard}" + (f"/{said.nth}" if said.nth else "")),
        courtyard=said.courtyard,
        replaces=said.replaces,
        opened_at=saved,
        saved_at=saved,
        rule_version=version,
        statement=said.statement,
    )
    text = make_text(form, _id(at, f"walk/{about}"), community.timezone)
    return Delivered(digest_text(text), text)


def _id(at: int, about: str) -> str:
    return next_uuid7(None, at, sha256(about.encode()).digest()[:10]).text
