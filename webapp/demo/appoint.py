"""Appoint the demo's users: roles, grids, 回避, and the inspectors' phones."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from random import Random
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.demo.calendar import Calendar
from webapp.demo.officials import INSPECTORS, OFFICIALS, Official
from webapp.demo.plan import Plan
from webapp.demo.roster import Home
from webapp.demo.settle import Settled
from webapp.demo.table import Row, add, add_keyed
from webapp.models import Assignment, Device, Recusal, User, UserRole

PHONE_NAMES = {"xuncha1": "巡查手机一", "xuncha2": "巡查手机二"}


@dataclass(frozen=True, slots=True)
class Appointed:
    """Keys by username."""

    users: dict[str, int]
    devices: dict[str, int]


def appoint(session: Session, plan: Plan, settled: Settled) -> Appointed:
    """Nobody can sign in until the sign-ins are set."""
    of, random, calendar = {"community_id": settled.community}, plan.chance("users"), plan.calendar
    names = {official.username: _name(official, plan.homes) for official in OFFICIALS}
    keys = add_keyed(session, User, [_user(random, of, each, names[each.username], settled) for each in OFFICIALS])
    users = dict(zip(names, keys, strict=True))
    add(session, UserRole, [of | {"user_id": users[each.username], "name": each.role} for each in OFFICIALS])
    add(session, Assignment, [row for each in INSPECTORS for row in _assignments(of, calendar, settled, users, each)])
    add(session, Recusal, [_recusal(of, settled, users, each) for each in OFFICIALS if each.relative_at is not None])
    phones = [_device(random, of, calendar, users, each) for each in INSPECTORS]
    devices = dict(zip(PHONE_NAMES, add_keyed(session, Device, phones), strict=True))
    return Appointed(users, devices)


def _name(official: Official, homes: list[Home]) -> str:
    """Who lives in the community is the second of the owner's household, if there is one, else its head."""
    if official.lives_at is None:
        return official.name
    return homes[official.lives_at].residents[:2][-1].name


def _user(random: Random, of: Row, official: Official, name: str, settled: Settled) -> Row:
    return of | {
        "username": official.username,
        "name": name,
        "number": official.number,
        "password_hash": "",
        "session_stamp": random.randbytes(8).hex(),
        "person_id": settled.people.get(name) if official.lives_at is not None else None,
        "active": True,
    }


def _assignments(of: Row, calendar: Calendar, settled: Settled, users: dict[str, int], official: Official) -> list[Row]:
    of_user = of | {"user_id": users[official.username], "since": calendar.firsts[0], "until": None}
    return [of_user | {"grid_id": settled.grids[grid]} for grid in official.grids]


def _recusal(of: Row, settled: Settled, users: dict[str, int], official: Official) -> Row:
    assert official.relative_at is not None
    courtyard = settled.courtyards[official.relative_at]
    return of | {"user_id": users[official.username], "courtyard_id": courtyard, "reason": official.relation}


def _device(random: Random, of: Row, calendar: Calendar, users: dict[str, int], official: Official) -> Row:
    """A phone whose token nobody has: what it sent is history."""
    return of | {
        "public_id": str(UUID(bytes=random.randbytes(16), version=4)),
        "phone": str(UUID(bytes=random.randbytes(16), version=4)),
        "user_id": users[official.username],
        "name": PHONE_NAMES[official.username],
        "token_hash": hashlib.sha256(random.randbytes(32)).hexdigest(),
        "issued_at": calendar.moment(calendar.firsts[0], 8),
        "last_seen_at": calendar.moment(calendar.today - dt.timedelta(days=1), 18),
        "revoked_at": None,
    }
