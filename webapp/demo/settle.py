"""Settle the demo's people: lanes, grids, courtyards, households, accounts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from sqlalchemy.orm import Session

from webapp.demo.calendar import TIMEZONE, Calendar
from webapp.demo.places import GRID_NAMES, LANES
from webapp.demo.plan import Plan
from webapp.demo.roster import Home, Resident
from webapp.demo.table import Row, add, add_keyed
from webapp.domain.household_code import make_code
from webapp.domain.numbering import sort_key
from webapp.models import (
    Account,
    AccountHolder,
    Community,
    Courtyard,
    Grid,
    Household,
    Lane,
    Membership,
    Person,
)

SLUG, NAME, DISTRICT = "shili", "示例社区", "示例街道"
CONTACT = "示例社区居委会（演示）"
PARTY_CENTRES = (4, 29, 55, 71, 96)
YEARS_IN_THE_OTHER_HOUSE = 20


@dataclass(frozen=True, slots=True)
class Settled:
    """Keys of what was added, in the order of what was given; people are found by their name, which nobody shares."""

    community: int
    grids: dict[str, int]
    courtyards: list[int]
    households: list[int]
    people: dict[str, int]


def found(session: Session, calendar: Calendar) -> int:
    """The community itself; its key."""
    founded = dt.datetime.combine(calendar.firsts[0], dt.time(), dt.UTC)
    row = {
        "slug": SLUG,
        "name": NAME,
        "timezone": TIMEZONE,
        "contact": CONTACT,
        "change_number": 0,
        "founded_at": founded,
        "district": DISTRICT,
    }
    return add_keyed(session, Community, [row])[0]


def settle(session: Session, plan: Plan, community: int) -> Settled:
    """Everybody in their place, and an account for each courtyard, held by its owner."""
    of, homes, random = {"community_id": community}, plan.homes, plan.chance("codes")
    grids = dict(
        zip(
            GRID_NAMES,
            add_keyed(session, Grid, [of | {"code": c, "name": n} for c, n in GRID_NAMES.items()]),
            strict=True,
        )
    )
    courtyards = _courtyards(session, of, plan, grids)
    households = add_keyed(session, Household, [_household(random, of, courtyards, home) for home in homes])
    residents = [resident for home in homes for resident in home.residents]
    keys = add_keyed(session, Person, [_person(of, resident) for resident in residents])
    people = {resident.name: key for resident, key in zip(residents, keys, strict=True)}
    add(session, Membership, _memberships(of, homes, households, people))
    _open_accounts(session, of, plan.calendar, courtyards, households)
    return Settled(community, grids, courtyards, households, people)


def _courtyards(session: Session, of: Row, plan: Plan, grids: dict[str, int]) -> list[int]:
    names = [lane.name for lane in LANES]
    keys = add_keyed(session, Lane, [of | {"name": name, "position": at} for at, name in enumerate(names, 1)])
    lanes = dict(zip(names, keys, strict=True))
    return add_keyed(
        session,
        Courtyard,
        [
            of
            | {
                "code": door.code,
                "lane_id": lanes[door.lane],
                "grid_id": grids[door.grid],
                "number": door.number,
                "sort_key": sort_key(door.number),
                "walk_position": door.position,
                "latitude": door.latitude,
                "longitude": door.longitude,
                "enrolled_from": plan.calendar.months[0],
                "enrolled_until": None,
                "is_party_centre": at in PARTY_CENTRES,
            }
            for at, door in enumerate(plan.doors)
        ],
    )


def _household(random: Random, of: Row, courtyards: list[int], home: Home) -> Row:
    return of | {
        "courtyard_id": courtyards[home.courtyard],
        "code": make_code(random.randbytes(8)),
        "kind": home.kind,
        "in_difficulty": home.in_difficulty,
    }


def _person(of: Row, resident: Resident) -> Row:
    return of | {"name": resident.name, "is_party_member": resident.is_party_member}


def _memberships(of: Row, homes: list[Home], households: list[int], people: dict[str, int]) -> list[Row]:
    """Where everybody lives, and where some of them lived before they married."""
    rows = []
    for home, household in zip(homes, households, strict=True):
        for resident in home.residents:
            row = of | {"household_id": household, "person_id": people[resident.name], "role": resident.role}
            rows.append(row | {"since": resident.since, "until": None})
            if resident.grew_up_in is not None:
                until = resident.since - dt.timedelta(days=1)
                since = until - dt.timedelta(days=YEARS_IN_THE_OTHER_HOUSE * 365)
                earlier = {"household_id": households[resident.grew_up_in], "role": "member", "since": since}
                rows.append(row | earlier | {"until": until})
    return rows


def _open_accounts(session: Session, of: Row, calendar: Calendar, courtyards: list[int], households: list[int]) -> None:
    """The owners' households stand first, in the order of the courtyards."""
    rows = [of | {"courtyard_id": key, "opened_in": calendar.months[0], "closed_in": None} for key in courtyards]
    accounts = add_keyed(session, Account, rows)
    holders = zip(accounts, households[: len(courtyards)], strict=True)
    add(session, AccountHolder, [of | {"account_id": key, "household_id": household} for key, household in holders])
