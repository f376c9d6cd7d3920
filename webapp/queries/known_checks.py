"""What a file of checks is judged against: courtyards, inspectors, the items of the rule book, the checks there are."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from webapp.domain.imports.check_rows import KnownCheck, KnownChecks, KnownItem, Said, item_words
from webapp.domain.imports.kinds import header_word
from webapp.domain.rules.checklist import Item, Obstacle, Severity
from webapp.extensions import db
from webapp.models import Check, Courtyard, Finding, Lane, User, UserRole
from webapp.queries.rule_books import rule_book_in_force


def words_of_items(community_id: int, today: dt.date) -> dict[str, str]:
    """Codes of the items of today's rule book by the words of headers."""
    _, book = rule_book_in_force(community_id, f"{today:%Y-%m}")
    return item_words({item.code: (item.short.zh, item.short.en) for item in book.items})


def known_checks(community_id: int, today: dt.date) -> KnownChecks:
    _, book = rule_book_in_force(community_id, f"{today:%Y-%m}")
    yards = db.session.execute(
        select(Lane.name, Courtyard.number, Courtyard.code)
        .join(Lane, Lane.id == Courtyard.lane_id)
        .where(Courtyard.community_id == community_id)
        .order_by(Lane.position)
    ).all()
    checks = _checks(community_id)
    return KnownChecks(
        today=today,
        items={item.code: _item(item) for item in book.items},
        item_words=words_of_items(community_id, today),
        lanes=list(dict.fromkeys(lane for lane, _, _ in yards)),
        yards={(lane, number): code for lane, number, code in yards},
        inspectors=_inspectors(community_id),
        obstacles={header_word(word): each.code for each in book.obstacles for word in _words(each)},
        judged={each.code: each.judged for each in book.obstacles},
        by_uuid={check.uuid: check for check, _ in checks},
        by_day={(each.inspector, each.courtyard, each.day): each for each, judged in checks if judged != "withdrawn"},
    )


def _item(item: Item) -> KnownItem:
    severities = {header_word(word): each.code for each in item.severity for word in _words(each)}
    return KnownItem(item.from_lane, severities, item.count is not None)


def _words(part: Severity | Obstacle) -> tuple[str, str, str]:
    return part.label.zh, part.label.en, part.code


def _inspectors(community_id: int) -> dict[str, int]:
    """Ids by name and by number; 0 for a name that two share."""
    found: dict[str, int] = {}
    rows = db.session.execute(
        select(User.id, User.name, User.number)
        .join(UserRole, UserRole.user_id == User.id)
        .where(User.community_id == community_id, User.active, UserRole.name == "inspector")
        .order_by(User.id)
    )
    for key, name, number in rows:
        found[name] = 0 if name in found else key
        found[number] = key
    return found


def _checks(community_id: int) -> list[tuple[KnownCheck, str]]:
    """The latest of a day last."""
    results: dict[int, dict[str, Said]] = {}
    findings = select(Finding.check_id, Finding.item, Finding.result, Finding.severity, Finding.count).where(
        Finding.community_id == community_id
    )
    for check, item, result, severity, count in db.session.execute(findings):
        results.setdefault(check, {})[item] = Said(result, severity, count)
    rows = db.session.execute(
        select(Check.id, Check.uuid, Check.inspector_id, Courtyard.code, Check.day, Check.judged)
        .join(Courtyard, Courtyard.id == Check.courtyard_id)
        .where(Check.community_id == community_id)
        .order_by(Check.corrected_at, Check.id)
    )
    return [
        (KnownCheck(uuid, inspector, courtyard, day, results.get(key, {})), judged)
        for key, uuid, inspector, courtyard, day, judged in rows
    ]
