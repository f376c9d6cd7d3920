"""What files are made of: the roster and the people as they can be imported again, the ledger, the checks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from webapp.domain.imports.roster import as_text
from webapp.domain.imports.roster_known import KnownHome, Place
from webapp.extensions import db
from webapp.models import Account, Check, Courtyard, Deed, LedgerEntry
from webapp.queries.account_labels import AccountLabel, account_labels
from webapp.queries.deeds import WITHDRAWN
from webapp.queries.known_roster import known_people, known_roster

AT_ONCE = 500
Cells = dict[str, str]


def roster_lines(community_id: int, day: dt.date) -> Iterator[Cells]:
    """A line for each person who lives here on `day`, the head first; one for a courtyard where nobody does."""
    known = known_roster(community_id, day)
    homes: dict[Place, list[KnownHome]] = {}
    for home in known.homes:
        homes.setdefault(home.place, []).append(home)
    for yard in known.yards.values():
        about = {
            "grid": yard.grid,
            "lane": yard.lane,
            "number": yard.number,
            "enrolled_from": as_text(yard.enrolled_from),
            "enrolled_until": as_text(yard.enrolled_until),
            "party_centre": as_text(yard.party_centre),
        }
        here = homes.pop(("yard", yard.lane, yard.number), [])
        yield from (about | line for home in here for line in _home_lines(home, day)) if here else [about]
    for (_, compound, address), families in homes.items():
        about = {"compound": compound, "address": address}
        yield from (about | line for home in families for line in _home_lines(home, day))


def _home_lines(home: KnownHome, day: dt.date) -> Iterator[Cells]:
    about = {
        "household_code": home.code,
        "household_kind": home.household_kind,
        "in_difficulty": as_text(home.in_difficulty),
        "team": home.team,
    }
    members = [each for each in home.members if each.until is None or each.until >= day]
    if not members:
        yield about
    for member in sorted(members, key=lambda each: each.relation != "head"):
        yield about | {
            "relation": member.relation,
            "name": member.name,
            "party_member": as_text(member.party_member),
            "since": as_text(member.since),
            "until": as_text(member.until),
        }


def people_lines(community_id: int, day: dt.date) -> Iterator[Cells]:
    """A line for each time in a team; one for whoever has an account and no team."""
    for person in known_people(community_id, day).people:
        code, place = person.homes[0] if person.homes else ("", ("", "", ""))
        where = ("lane", "number") if place[0] == "yard" else ("compound", "address")
        about = {
            "name": person.name,
            "household_code": code,
            where[0]: place[1],
            where[1]: place[2],
            "party_member": as_text(person.party_member),
        }
        for time in person.times:
            team = {"branch": time.team[0], "team": time.team[1]}
            yield about | team | {"since": as_text(time.since), "until": as_text(time.until)}
        if person.has_account and not person.times:
            yield about | {"branch": as_text(person.branch)}


def every_ledger_line(community_id: int, day: dt.date) -> Iterator[tuple[LedgerEntry, AccountLabel]]:
    """The whole ledger from its first entry."""
    labels = account_labels(community_id, day)
    found = select(LedgerEntry).where(LedgerEntry.community_id == community_id).order_by(LedgerEntry.sequence)
    for row in db.session.scalars(found.execution_options(yield_per=AT_ONCE)):
        yield row, labels[row.account_id]


def every_deed(community_id: int) -> Iterator[Deed]:
    """All deeds and breaches by day, whatever was decided on them."""
    found = (
        select(Deed)
        .where(Deed.community_id == community_id, Deed.state != WITHDRAWN)
        .order_by(Deed.day, Deed.id)
        .options(
            joinedload(Deed.courtyard).joinedload(Courtyard.lane),
            joinedload(Deed.account).joinedload(Account.household),
            joinedload(Deed.account).joinedload(Account.person),
            joinedload(Deed.account).joinedload(Account.team),
        )
    )
    yield from db.session.scalars(found.execution_options(yield_per=AT_ONCE))


def deed_line(deed: Deed) -> Cells:
    """Whose it is and how much, as it can be imported again; what was done as a code."""
    figure = deed.points if deed.quantity is None else deed.quantity
    return _whose(deed) | {
        "day": f"{deed.day}",
        "deed": deed.kind,
        "figure": f"{figure}",
        "text": deed.text,
    }


def _whose(deed: Deed) -> Cells:
    if deed.account is None:
        return {"lane": deed.courtyard.lane.name, "number": deed.courtyard.number} if deed.courtyard else {}
    household, person, team = deed.account.household, deed.account.person, deed.account.team
    if household is not None:
        return {"compound": household.group_name, "address": household.address, "household_code": household.code}
    name = {"name": person.name} if person else {"team": team.name} if team else {}
    return {"branch": deed.account.group_name, **name}


def every_check(community_id: int) -> Iterator[Check]:
    """All checks by day, whatever became of them."""
    found = (
        select(Check)
        .where(Check.community_id == community_id)
        .order_by(Check.day, Check.id)
        .options(
            joinedload(Check.courtyard).joinedload(Courtyard.lane),
            joinedload(Check.inspector),
            selectinload(Check.findings),
        )
    )
    yield from db.session.scalars(found.execution_options(yield_per=AT_ONCE))
