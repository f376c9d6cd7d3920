"""What an inspector's phone needs, as the wire writes it."""

from __future__ import annotations

import datetime as dt

from sync.limits import PROTOCOL, announced
from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.checklist import Item
from webapp.models import User
from webapp.queries.rule_books import rule_book_in_force
from webapp.queries.snapshot_checks import OWN_CHECKS_DAYS, finding_rows, own_check_rows
from webapp.queries.snapshot_companions import companion_rows
from webapp.queries.snapshot_courtyards import courtyard_rows, walked_courtyards
from webapp.queries.snapshot_deeds import own_deed_rows
from webapp.queries.snapshot_settled import settled_rows
from webapp.queries.users import grids_of, recused_courtyards


def snapshot(user: User, today: dt.date, server_time: int) -> dict:
    """The whole snapshot of PROTOCOL.md for this person; `server_time` in milliseconds."""
    grids = grids_of(user, today)
    courtyards = walked_courtyards(user, grids, f"{today:%Y-%m}")
    version, book = rule_book_in_force(user.community_id, f"{today:%Y-%m}")
    community = user.community
    recused = recused_courtyards(user, today)
    return {
        "protocol": PROTOCOL,
        "cursor": community.change_number,
        "server_time": server_time,
        "community": {"slug": community.slug, "name": community.name, "timezone": community.timezone},
        "person": {"id": str(user.id), "name": user.name, "number": user.number},
        "limits": announced(),
        "rule_book": rule_book_words(version, book, today.month),
        "grids": [{"code": grid.code, "name": grid.name} for grid in grids],
        "courtyards": courtyard_rows(user, courtyards, recused, today),
        "recused": [courtyard.code for courtyard in courtyards if courtyard.id in recused],
        "companions": companion_rows(user, courtyards, today),
        "findings": finding_rows(
            user.community_id, [each for each in courtyards if each.id not in recused], book, today
        ),
        "own_checks": own_check_rows(user, book, today),
        "own_deeds": own_deed_rows(user, today - dt.timedelta(days=OWN_CHECKS_DAYS)),
        "settled": settled_rows(user, today),
        "removed": [],
    }


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
