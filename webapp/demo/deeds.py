"""Bonus deeds of the demo: what households do for the neighbourhood, most of them much, some of them little."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from webapp.demo.calendar import Calendar

VOLUNTEERING = (
    "清扫石阶巷",
    "夜间巡逻一晚",
    "清理楼道小广告",
    "帮邻居搬煤",
    "给老人送饭",
    "疏通水沟",
    "清扫半山路台阶",
    "路口劝导",
)
SUGGESTION = ("水井坡加装路灯", "竹坡巷装扶手", "垃圾桶换个地方", "巷口画停车线", "老井边立护栏", "雨天路滑，铺防滑条")
ACTIVITY = (
    ("居民议事会", 1),
    ("重阳节敬老活动", 2),
    ("义务植树", 2),
    ("消防演练", 1),
    ("邻里饭局帮厨", 2),
    ("社区大扫除", 3),
)
# The odds of 4 to 12 points in a month; what is over the cap of 10 is cut.
POINTS = {4: 7, 5: 9, 6: 12, 7: 15, 8: 18, 9: 15, 10: 17, 11: 5, 12: 2}
SUGGESTS, BY_A_TENANT = 0.3, 0.15
WAITING = 3


@dataclass(frozen=True, slots=True)
class Done:
    """A deed before it is in the database; `by_tenant` if somebody who rents in the courtyard did it."""

    courtyard: int
    by_tenant: bool
    kind: str
    points: int
    day: dt.date
    text: str
    state: str = "accepted"


def do_deeds(random: Random, calendar: Calendar, courtyards: int) -> list[Done]:
    """All deeds up to yesterday; in the running month only those that are done so far."""
    done = [
        deed
        for first in calendar.firsts
        for courtyard in range(courtyards)
        for deed in _month(random, courtyard, first)
        if deed.day < calendar.today
    ]
    return [*done, *_claimed(random, calendar, courtyards)]


def _month(random: Random, courtyard: int, first: dt.date) -> Iterator[Done]:
    left = random.choices(list(POINTS), list(POINTS.values()))[0]
    if random.random() < SUGGESTS:
        left -= 1
        yield _deed(random, courtyard, first, "suggestion", (random.choice(SUGGESTION), 1))
    while left:
        text, points = random.choice(ACTIVITY)
        if points <= left and random.random() < 0.6:
            yield _deed(random, courtyard, first, "activity", (text, points))
        else:
            points = 1
            yield _deed(random, courtyard, first, "volunteering", (random.choice(VOLUNTEERING), points))
        left -= points


def _deed(random: Random, courtyard: int, first: dt.date, kind: str, what: tuple[str, int]) -> Done:
    text, points = what
    day = first + dt.timedelta(days=random.randrange(28))
    return Done(courtyard, random.random() < BY_A_TENANT, kind, points, day, text)


def _claimed(random: Random, calendar: Calendar, courtyards: int) -> Iterator[Done]:
    """Deeds of the last days that nobody has decided on."""
    day = max(calendar.firsts[-1], calendar.today - dt.timedelta(days=1))
    for courtyard in random.sample(range(courtyards), WAITING):
        yield Done(courtyard, False, "volunteering", 1, day, random.choice(VOLUNTEERING), "waiting")
