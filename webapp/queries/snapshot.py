"""What an inspector's phone needs, as the wire writes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from typing import Any

from sync.limits import PROTOCOL, announced
from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.checklist import Item
from webapp.models import User
from webapp.queries.free_days import free_days
from webapp.queries.rule_books import rule_book_in_force
from webapp.queries.snapshot_checks import OWN_CHECKS_DAYS, finding_rows, own_check_rows
from webapp.queries.snapshot_companions import companion_rows
from webapp.queries.snapshot_courtyards import Round, courtyard_rows, round_of
from webapp.queries.snapshot_deeds import own_deed_rows
from webapp.queries.snapshot_settled import settled_rows
from webapp.queries.users import recused_courtyards

FREE_DAYS_AHEAD = 14


class Reading:
    """Makes the parts of one person's snapshot of a day; what several of them need is read once."""

    def __init__(self, user: User, today: dt.date) -> None:
        self.user, self.community, self.today = user, user.community, today

    @cached_property
    def round(self) -> Round:
        return round_of(self.user, self.today)

    @cached_property
    def recused(self) -> set[int]:
        return recused_courtyards(self.user, self.today)

    @cached_property
    def rule_book(self) -> tuple[int, RuleBook]:
        return rule_book_in_force(self.user.community_id, f"{self.today:%Y-%m}")

    def findings(self) -> list[dict]:
        seen = [each for each in self.round.courtyards if each.id not in self.recused]
        return finding_rows(self.user.community_id, seen, self.rule_book[1], self.today)

    def own_deeds(self) -> list[dict]:
        return own_deed_rows(self.user, self.today - dt.timedelta(days=OWN_CHECKS_DAYS))

    def free_days(self) -> list[dict]:
        """Those of two weeks from today on, for a phone that does not come back before."""
        found = free_days(self.user.community_id, self.today, self.today + dt.timedelta(days=FREE_DAYS_AHEAD))
        return [{"day": each.day.isoformat(), "name": each.name} for each in found]

    def community_words(self) -> dict:
        return {"slug": self.community.slug, "name": self.community.name, "timezone": self.community.timezone}

    def person(self) -> dict:
        return {"id": str(self.user.id), "name": self.user.name, "number": self.user.number}


PARTS: dict[str, Callable[[Reading], Any]] = {
    "protocol": lambda _: PROTOCOL,
    "cursor": lambda reading: reading.community.change_number,
    "community": Reading.community_words,
    "person": Reading.person,
    "limits": lambda _: announced(),
    "rule_book": lambda reading: rule_book_words(*reading.rule_book, reading.today.month),
    "grids": lambda reading: reading.round.grids,
    "courtyards": lambda its: courtyard_rows(its.user, its.round.courtyards, its.recused, its.today),
    "recused": lambda its: [courtyard.code for courtyard in its.round.courtyards if courtyard.id in its.recused],
    "companions": lambda reading: companion_rows(reading.user, reading.round.courtyards, reading.today),
    "findings": Reading.findings,
    "own_checks": lambda reading: own_check_rows(reading.user, reading.rule_book[1], reading.today),
    "own_deeds": Reading.own_deeds,
    "free_days": Reading.free_days,
    "settled": lambda reading: settled_rows(reading.user, reading.today),
    "removed": lambda _: [],
}


def snapshot(user: User, today: dt.date, server_time: int) -> dict:
    """The whole snapshot of PROTOCOL.md for this person; `server_time` in milliseconds."""
    reading = Reading(user, today)
    return {"server_time": server_time, **{name: read(reading) for name, read in PARTS.items()}}


def rule_book_words(version: int, book: RuleBook, month_of_year: int) -> dict:
    """What phones show of the rule book; seasons are worked out here."""
    return {
        "version": version,
        "judges": book.judges,
        "groups": [{"code": group.code, "label": _words(group.label)} for group in book.groups],
        "items": [
            {
                "code": item.code,
                "group": item.group,
                "short": _words(item.short),
                "sentence": _words(item.sentence),
                "fault": _words(item.fault),
                "from_lane": item.from_lane,
                "in_season": item.in_season(month_of_year),
                "phrases": [_words(phrase) for phrase in item.phrases_in(month_of_year)],
                **_asked(item),
            }
            for item in book.items
        ],
        "obstacles": [
            {"code": each.code, "judged": each.judged, "label": _words(each.label)} for each in book.obstacles
        ],
        "deeds": [
            {"code": each.code, "label": _words(each.label), "least": each.least, "most": each.most}
            for each in book.deeds
        ],
    }


def _asked(item: Item) -> dict:
    """What only some items have: drawings, how bad, how many."""
    told: dict = {"example": item.example} if item.example else {}
    if item.severity:
        told["severity"] = [{"code": each.code, "label": _words(each.label)} for each in item.severity]
    if item.count:
        told["count"] = {"label": _words(item.count.label), "most": item.count.most}
    return told


def _words(label) -> dict[str, str]:
    return {"zh": label.zh, "en": label.en}
