"""Finding courtyards, people and checks by what somebody remembers of them."""

from __future__ import annotations

import datetime as dt
import re

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from webapp.domain.household_code import normalise
from webapp.domain.numbering import normalise_number
from webapp.extensions import db
from webapp.models import Check, Courtyard, Finding, Household, Lane, Membership, Person, ReceivedEntry

MOST = 20  # of each kind
FINGERPRINT = re.compile(r"[0-9a-f]{6,64}")


def found_courtyards(community_id: int, text: str) -> list[Courtyard]:
    """By door number (27, ２７号), by lane and number (石阶巷27), or by lane."""
    lane, number = _parts(text)
    by_lane = Lane.name.icontains(lane, autoescape=True) if lane else Lane.id.is_not(None)
    rows = (
        select(Courtyard)
        .join(Courtyard.lane)
        .options(joinedload(Courtyard.lane))
        .where(Courtyard.community_id == community_id, Courtyard.is_void.is_(False), by_lane)
        .order_by(Lane.position, Lane.id, Courtyard.sort_key)
        .limit(MOST)
    )
    if number:
        rows = rows.where((Courtyard.number == number) | Courtyard.number.startswith(f"{number}-", autoescape=True))
    return list(db.session.scalars(rows))


def _parts(text: str) -> tuple[str, str]:
    """What is said of the lane, and the number at the end, if there is one; the lane alone may have digits within."""
    plain = normalise_number(text).removesuffix("院").removesuffix("号")
    found = re.fullmatch(r"(\D*)(\d.*)", plain)
    return (found[1], found[2]) if found else (plain, "")


def found_people(community_id: int, text: str) -> list[Membership]:
    """By any part of a name, or by the household's code; each once for every household they belong or belonged to."""
    code = normalise(text)
    wanted: ColumnElement[bool] = Person.name.icontains(text, autoescape=True)
    if len(code) > 1:
        wanted |= Household.code == code
    rows = (
        select(Membership)
        .join(Membership.person)
        .join(Membership.household)
        .options(
            joinedload(Membership.person),
            joinedload(Membership.household).joinedload(Household.courtyard).joinedload(Courtyard.lane),
        )
        .where(Membership.community_id == community_id, wanted)
        .order_by(Membership.until.is_not(None), Person.name, Membership.id)
        .limit(MOST)
    )
    return list(db.session.scalars(rows))


def found_checks(community_id: int, text: str) -> list[Check]:
    """By words of an inspector's note, by the day (2026-11-23), or by the beginning of the record's fingerprint."""
    noted = select(Finding.check_id).where(
        Finding.community_id == community_id, Finding.note.icontains(text, autoescape=True)
    )
    wanted: ColumnElement[bool] = Check.id.in_(noted)
    day, plain = _day(text), text.casefold()
    if day is not None:
        wanted |= Check.day == day
    if FINGERPRINT.fullmatch(plain):
        told = ReceivedEntry.digest.startswith(plain)
        wanted |= Check.entry_id.in_(select(ReceivedEntry.id).where(ReceivedEntry.community_id == community_id, told))
    rows = (
        select(Check)
        .options(joinedload(Check.courtyard).joinedload(Courtyard.lane), joinedload(Check.inspector))
        .where(Check.community_id == community_id, wanted)
        .order_by(Check.day.desc(), Check.id.desc())
        .limit(MOST)
    )
    return list(db.session.scalars(rows))


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
