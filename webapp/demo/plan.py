"""What the demo is made of before anything is in the database: a time, doors, and who lives behind them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from webapp.demo.calendar import Calendar
from webapp.demo.places import Door, lay_out
from webapp.demo.roster import Home, make_homes


@dataclass(frozen=True, slots=True)
class Plan:
    """Owners' homes stand first, in the order of the doors."""

    seed: int
    calendar: Calendar
    doors: list[Door]
    homes: list[Home]

    @classmethod
    def make(cls, now: dt.datetime, seed: int) -> Plan:
        calendar = Calendar(now)
        doors = lay_out(chance(seed, "doors"))
        return cls(seed, calendar, doors, make_homes(chance(seed, "homes"), len(doors), calendar.today))

    def chance(self, matter: str) -> Random:
        """Chance for one matter, so that a change in one does not shake up all the others."""
        return chance(self.seed, matter)


def chance(seed: int, matter: str) -> Random:
    return Random(f"{seed} {matter}")
