"""The demo's people: owners, other registered households and tenants, with the days since when they live there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from webapp.demo.names import Names

REGISTERED_HOUSEHOLDS = 160
REGISTERED_PEOPLE = 398
PARTY_MEMBERS = 16
TENANTS = 400
IN_DIFFICULTY = 6
MARRIED_WITHIN = 5
OLDEST_YEARS = 30
DAYS_IN_A_YEAR = 365


@dataclass(slots=True)
class Resident:
    """A person in a household, as head, member or tenant; `grew_up_in` is the place in the list of an earlier one."""

    name: str
    role: str
    since: dt.date
    is_party_member: bool = False
    grew_up_in: int | None = None


@dataclass(slots=True)
class Home:
    """A household before it is in the database; `courtyard` counts from 0 in walking order."""

    courtyard: int
    kind: str
    in_difficulty: bool = False
    residents: list[Resident] = field(default_factory=list)

    @property
    def head(self) -> Resident:
        return self.residents[0]


def make_homes(random: Random, courtyards: int, today: dt.date) -> list[Home]:
    """All households: every courtyard's owner first, then the other registered ones, then tenants."""
    names = Names(random)
    registered = list(_registered(random, names, courtyards, today))
    for home in random.sample(registered, IN_DIFFICULTY):
        home.in_difficulty = True
    for home in random.sample(registered, PARTY_MEMBERS):
        home.head.is_party_member = True
    partners = [home.residents[1] for home in registered if len(home.residents) > 2]
    for partner in random.sample(partners, MARRIED_WITHIN):
        partner.grew_up_in = random.randrange(courtyards)
    return [*registered, *_tenants(random, names, courtyards, today)]


def _registered(random: Random, names: Names, courtyards: int, today: dt.date) -> Iterator[Home]:
    sizes = _sizes(random, REGISTERED_HOUSEHOLDS, REGISTERED_PEOPLE)
    others = random.sample(range(courtyards), REGISTERED_HOUSEHOLDS - courtyards)
    for at, size in enumerate(sizes):
        kind, courtyard = ("owner", at) if at < courtyards else ("registered", others[at - courtyards])
        yield Home(courtyard, kind, residents=list(_family(random, names, size, today)))


def _sizes(random: Random, households: int, people: int) -> list[int]:
    """Household sizes of 1 to 5 that add up to `people`."""
    sizes = random.choices((1, 2, 3, 4, 5), weights=(20, 36, 24, 14, 6), k=households)
    while sum(sizes) != people:
        at, by = random.randrange(households), 1 if sum(sizes) < people else -1
        if 1 <= sizes[at] + by <= 5:
            sizes[at] += by
    return sizes


def _family(random: Random, names: Names, size: int, today: dt.date) -> Iterator[Resident]:
    """A head, a partner of another surname, then children of the head's surname."""
    surname = names.surname()
    generation = "elder" if size <= 2 and random.random() < 0.6 else "middle"
    since = _some_day(random, today)
    yield Resident(names.make(generation, surname), "head", since)
    if size > 1:
        yield Resident(names.make(generation), "member", since)
    for _ in range(size - 2):
        yield Resident(names.make("young", surname), "member", max(since, _some_day(random, today, years=18)))


def _tenants(random: Random, names: Names, courtyards: int, today: dt.date) -> Iterator[Home]:
    left = TENANTS
    while left:
        size = min(left, random.choices((1, 2, 3, 4), weights=(26, 38, 24, 12))[0])
        left -= size
        since = _some_day(random, today, years=4)
        surname = names.surname()
        people = [Resident(names.make("middle", surname), "tenant", since)]
        people += [Resident(names.make("middle"), "tenant", since) for _ in range(min(size, 2) - 1)]
        people += [Resident(names.make("young", surname), "tenant", since) for _ in range(size - 2)]
        yield Home(random.randrange(courtyards), "tenant", residents=people)


def _some_day(random: Random, today: dt.date, years: int = OLDEST_YEARS) -> dt.date:
    """A day more than half a year ago, so that all past months find everybody at home."""
    return today - dt.timedelta(days=random.randint(200, 200 + years * DAYS_IN_A_YEAR))
