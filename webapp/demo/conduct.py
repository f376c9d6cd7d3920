"""How the demo's households behave: which visits find what, what is put right in time, and where nobody opens."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from random import Random
from typing import Literal

from webapp.demo.calendar import Calendar
from webapp.demo.findings import WINTER, Said, say, some_items
from webapp.demo.visits import Visit, Walk, recheck_walk
from webapp.domain.rules.book import RuleBook

WEEKS_IN_A_MONTH = 4
# Kinds of households, and for each the odds of losing 0, 1, 2, 3 or 4 points of the base in a month.
TIDINESS = ((80, 20, 0, 0, 0), (45, 42, 13, 0, 0), (10, 38, 34, 18, 0), (0, 25, 40, 35, 0))
SHARES = (32, 40, 20, 8)
PUT_RIGHT = 0.3
FIXED_AT_ONCE, THIRD_PARTY = 0.035, 0.02
LOCKED = 0.05
UNSEEN_FROM_LANE = ("W1", "O3")
# Doors that have no green before them: said each time, as the checklist asks for.
WITHOUT_GREEN = (5, 31, 66, 99)
WITHOUT_GREEN_NOTE = "门前没有绿地"
BROKEN_OFF_GRID, BROKEN_OFF_FROM = "2", 8
WEATHER = ("snow", "rain", "dark")
# What the walk that waits for review shows, by place in it.
SHOWN: dict[int, tuple[str, str, Literal["here", "missing", "none"]]] = {
    2: ("W1", "fault", "here"),
    4: ("O1", "fault", "here"),
    6: ("W2", "fixed", "here"),
    8: ("O2", "third_party", "here"),
    9: ("O1", "fault", "none"),
    11: ("W4", "fault", "missing"),
}
SHOWN_LOCKED = 5
# A check of last month that was returned and made again: its grid, the how manieth walk, the place in it.
REDONE_GRID, REDONE_WALK, REDONE_PLACE = "4", 1, 6


def live(random: Random, calendar: Calendar, book: RuleBook, walks: list[Walk]) -> None:
    """Fill in what every visit finds; first what is certain, then what chance decides about the others."""
    waiting = waiting_walk(walks)
    _break_off(walks, calendar)
    _show_on_waiting_walk(random, book, waiting)
    kinds = random.choices(TIDINESS, SHARES, k=1 + max(visit.courtyard for walk in walks for visit in walk.visits))
    for visits in _by_courtyard_and_month([walk for walk in walks if walk is not waiting]):
        _misbehave(random, book, walks, visits, kinds[visits[0].courtyard])
    for walk in walks:
        for visit in walk.visits:
            _meet_locked_gate(random, visit)
            _mention_missing_green(visit)
    _make_again(random, calendar, book, walks)


def waiting_walk(walks: list[Walk]) -> Walk:
    """The latest walk through a grid; it waits for review."""
    return [walk for walk in walks if not walk.is_recheck][-1]


def _by_courtyard_and_month(walks: list[Walk]) -> list[list[Visit]]:
    groups: dict[tuple[int, str], list[Visit]] = defaultdict(list)
    for walk in walks:
        for visit in walk.visits:
            if visit.obstacle is None:
                groups[visit.courtyard, f"{visit.day:%Y-%m}"].append(visit)
    return [groups[key] for key in sorted(groups)]


def _misbehave(random: Random, book: RuleBook, walks: list[Walk], visits: list[Visit], kind: tuple[int, ...]) -> None:
    """The faults of one courtyard's month; in a month that is under way, some have not happened yet."""
    lost = random.choices(range(len(kind)), kind)[0]
    month_of_year = visits[0].day.month
    for item in some_items(random, book, month_of_year, lost):
        week = random.randrange(max(WEEKS_IN_A_MONTH, len(visits)))
        if week < len(visits):
            visits[week].said.append(say(random, book, month_of_year, item))
    for visit in visits:
        if not visit.said:
            _slip(random, book, walks, visit)


def _slip(random: Random, book: RuleBook, walks: list[Walk], visit: Visit) -> None:
    """A small fault that costs nothing in the end: put right in time or on the spot, or not this household's."""
    (item,), month_of_year = some_items(random, book, visit.day.month, 1), visit.day.month
    chance = random.random()
    if chance < FIXED_AT_ONCE:
        visit.said.append(say(random, book, month_of_year, item, "fixed"))
    elif chance < FIXED_AT_ONCE + THIRD_PARTY:
        visit.said.append(say(random, book, month_of_year, item, "third_party"))
    elif chance < FIXED_AT_ONCE + THIRD_PARTY + PUT_RIGHT / WEEKS_IN_A_MONTH:
        visit.said.append(say(random, book, month_of_year, item))
        again = recheck_walk(walks, visit, book.restore_days)
        if again:
            visit.restored = True
            again.visits.append(Visit(visit.courtyard, again.round.day, put_right=list(visit.said)))


def _show_on_waiting_walk(random: Random, book: RuleBook, walk: Walk) -> None:
    for place, (item, result, photo) in SHOWN.items():
        if place < len(walk.visits):
            said = say(random, book, walk.round.day.month, item, result)
            walk.visits[place].said = [replace(said, photo=photo)]
    if len(walk.visits) > SHOWN_LOCKED:
        walk.visits[SHOWN_LOCKED].obstacle = "locked"


def _break_off(walks: list[Walk], calendar: Calendar) -> None:
    """One walk in the month before last was broken off by the weather, and darkness fell on the end of another."""
    walked = _walks_of(walks, BROKEN_OFF_GRID, calendar.months[-3])
    for visit in walked[1].visits[BROKEN_OFF_FROM:]:
        visit.obstacle = "snow" if visit.day.month in WINTER else "rain"
    for visit in walked[2].visits[-2:]:
        visit.obstacle = "dark"


def _meet_locked_gate(random: Random, visit: Visit) -> None:
    inside = any(said.item in UNSEEN_FROM_LANE for said in (*visit.said, *visit.put_right))
    if random.random() < LOCKED and not visit.obstacle and not inside and not visit.put_right:
        visit.obstacle = random.choice(("locked", "absent"))


def _mention_missing_green(visit: Visit) -> None:
    if visit.courtyard in WITHOUT_GREEN and visit.obstacle not in WEATHER:
        visit.said = [said for said in visit.said if said.item != "G2"]
        visit.put_right = [said for said in visit.put_right if said.item != "G2"]
        visit.said.append(Said("G2", "not_applicable", note=WITHOUT_GREEN_NOTE, photo="none"))


def _make_again(random: Random, calendar: Calendar, book: RuleBook, walks: list[Walk]) -> None:
    """One check of last month was returned; the inspector came back for a better photo."""
    visit = _walks_of(walks, REDONE_GRID, calendar.months[-2])[REDONE_WALK].visits[REDONE_PLACE]
    visit.obstacle, visit.put_right = None, []
    visit.said = [say(random, book, visit.day.month, "O1")]
    visit.returned = True
    again = recheck_walk(walks, visit, book.restore_days)
    assert again is not None, "last month's second week is followed by a round of re-checks"
    again.visits.append(Visit(visit.courtyard, again.round.day, said=list(visit.said), replaces=visit))


def _walks_of(walks: list[Walk], grid: str, month: str) -> list[Walk]:
    return [each for each in walks if each.round.grid == grid and f"{each.round.day:%Y-%m}" == month]
