"""The queue of a walk as its page lists it: 500 lines are judged and written once, until something changes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import chain

from flask import get_template_attribute
from markupsafe import Markup

from webapp import clock
from webapp.i18n import language
from webapp.models import User, Walk
from webapp.office import words
from webapp.office.frame import local
from webapp.queries.checks import check_by_uuid
from webapp.queries.holders import Holders, holders_of
from webapp.queries.kept import kept
from webapp.queries.moments import figures_of_photos
from webapp.queries.review_desk import DeskCheck, desk_check, desk_of_walk


@dataclass(frozen=True, slots=True)
class Line:
    """A check in the queue, without its rows; `cell` shows it while another one is on the desk."""

    uuid: str
    number: str
    name: str
    state: str
    faults: int
    is_waiting: bool
    is_clear: bool
    cell: Markup


@dataclass(frozen=True, slots=True)
class Groups:
    """The lines as the page groups them, and who held their courtyards when."""

    doubtful: tuple[Line, ...]
    plain: tuple[Line, ...]
    replaced: tuple[Line, ...]
    holding: Holders


@dataclass(frozen=True, slots=True)
class Queue:
    """The walk's lines for this reviewer on this day; `judged` are the checks that were judged for them just now."""

    walk: Walk
    reviewer: User
    today: dt.date
    groups: Groups
    judged: dict[str, DeskCheck]

    @property
    def in_order(self) -> list[Line]:
        return [*chain(self.groups.doubtful, self.groups.plain, self.groups.replaced)]

    @property
    def waiting(self) -> list[Line]:
        return [each for each in self.in_order if each.is_waiting]

    @property
    def clear(self) -> list[Line]:
        return [each for each in self.groups.plain if each.is_clear]

    @property
    def clear_with_faults(self) -> int:
        return sum(bool(each.faults) for each in self.clear)

    @property
    def clear_faults(self) -> int:
        return sum(each.faults for each in self.clear)

    def after(self, uuid: str) -> Line | None:
        """The next check that waits, after this one and then from the top."""
        names = [each.uuid for each in self.in_order]
        start = names.index(uuid) + 1 if uuid in names else 0
        rest = self.in_order[start:] + self.in_order[:start]
        return next((each for each in rest if each.is_waiting and each.uuid != uuid), None)

    def find(self, uuid: str) -> Line | None:
        return next((each for each in self.in_order if each.uuid == uuid), None)

    def desk_of(self, uuid: str) -> DeskCheck | None:
        """The check itself, to be decided on."""
        if uuid in self.judged:
            return self.judged[uuid]
        check = check_by_uuid(self.walk.community_id, uuid)
        return desk_check(check, self.reviewer, self.today) if check else None


def queue_of(walk: Walk, reviewer: User) -> Queue:
    today = clock.today(reviewer.community)
    judged: dict[str, DeskCheck] = {}

    def count() -> Groups:
        desk = desk_of_walk(walk, reviewer, today)
        judged.update((each.check.uuid, each) for each in desk)
        return _grouped(desk, holders_of(walk.community_id, {each.check.courtyard_id for each in desk}), today)

    key = ("queue", walk.id, reviewer.id, language(), today)
    groups = kept(walk.community_id, key, count, beside=figures_of_photos(walk))
    return Queue(walk, reviewer, today, groups, judged)


def _grouped(desk: list[DeskCheck], holding: Holders, today: dt.date) -> Groups:
    names = holding.on(today)
    lines = [(each, _line(each, names)) for each in desk]
    live = [(each, line) for each, line in lines if each.successor is None]
    return Groups(
        doubtful=tuple(line for each, line in live if each.doubts),
        plain=tuple(line for each, line in live if not each.doubts),
        replaced=tuple(line for each, line in lines if each.successor is not None),
        holding=holding,
    )


def _line(each: DeskCheck, names: dict[int, str]) -> Line:
    check = each.check
    name = names.get(check.courtyard_id) or check.courtyard.lane.name
    facts = (check.uuid, check.courtyard.number, name, check.state, each.faults, each.is_waiting, each.is_clear)
    return Line(*facts, cell=cell_of(each, name))


def cell_of(each: DeskCheck, name: str, is_current: bool = False) -> Markup:
    """The check's cell in the list, in the reader's language."""
    return get_template_attribute("staff/_queue_cell.html", "cell")(each, name, is_current, words, local)
