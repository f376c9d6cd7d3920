"""The snapshot's checks: what can still be put right, and what became of one's own."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, load_only

from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.amendment import Amendment
from webapp.extensions import db
from webapp.models import Check, CheckPhoto, Courtyard, Photo, User
from webapp.queries.findings import open_findings

OWN_CHECKS_DAYS = 45
# An approved one is done with; its id is all noise, the dearest part of a first load over a thin line.
APPROVED_DAYS = 21
NOTE_TOLD = 60  # characters of a note that leave the server again: a phone holds little
TOLD = load_only(
    *(Check.uuid, Check.day, Check.judged, Check.replaces, Check.state),
    *(Check.return_code, Check.return_text, Check.amendment),
)
NO_LABEL = {"zh": "", "en": ""}


def finding_rows(community_id: int, courtyards: list[Courtyard], book: RuleBook, today: dt.date) -> list[dict]:
    """What a re-check should look at, in the words it was found with; of who found it only the number."""
    codes = {courtyard.id: courtyard.code for courtyard in courtyards}
    found = open_findings(community_id, codes, book, today)
    numbers = _numbers(community_id, {finding.check_id for _, finding in found})
    return [
        {
            "check": finding.check_id,
            "courtyard": codes[courtyard],
            "item": finding.item,
            "found": finding.day.isoformat(),
            "until": finding.until.isoformat(),
            "phrases": list(finding.said.phrases),
            "note": finding.said.note[:NOTE_TOLD],
            "by": numbers.get(finding.check_id, ""),
            "photo": next(iter(finding.said.photos), None),
        }
        for courtyard, finding in found
    ]


def _numbers(community_id: int, checks: Collection[str]) -> dict[str, str]:
    """The number of the inspector who made each of these checks."""
    found = (
        select(Check.uuid, User.number)
        .join(User, User.id == Check.inspector_id)
        .where(Check.community_id == community_id, Check.uuid.in_(checks))
    )
    return {uuid: number or "" for uuid, number in db.session.execute(found)} if checks else {}


def own_check_rows(user: User, book: RuleBook, today: dt.date, only: Collection[str] | None = None) -> list[dict]:
    """This person's checks of the last weeks, oldest first, with their state and what they still lack.

    Of those named by `only` and of those that wait for photos, where `only` is given: a photo that arrives and is not
    the last one is no change of its own.
    """
    checks = _own_checks(user, today - dt.timedelta(days=OWN_CHECKS_DAYS), only)
    missing = _missing(user.community_id, [check.id for check in checks if check.state == "received"])
    return [
        {
            "id": check.uuid,
            "courtyard": check.courtyard.code,
            "day": check.day.isoformat(),
            "judged": check.judged,
            "replaces": check.replaces,
            "state": check.state,
            "reason": _reason(check, book),
            "missing": missing[check.id],
        }
        for check in checks
    ]


def photos_awaited(user: User) -> int:
    """How many photos this person's checks still lack."""
    here = select(Photo.id).where(Photo.community_id == user.community_id, Photo.sha256 == CheckPhoto.sha256).exists()
    awaited = (
        select(func.count())
        .select_from(Check)
        .join(CheckPhoto, (CheckPhoto.check_id == Check.id) & (CheckPhoto.community_id == Check.community_id))
        .where(Check.community_id == user.community_id, Check.state == "received", Check.inspector_id == user.id, ~here)
    )
    return db.session.scalar(awaited) or 0


def _own_checks(user: User, since: dt.date, only: Collection[str] | None = None) -> list[Check]:
    found = (
        select(Check)
        .where(Check.community_id == user.community_id, Check.inspector_id == user.id, Check.day >= since)
        .where(or_(Check.state != "approved", Check.day >= since + dt.timedelta(days=OWN_CHECKS_DAYS - APPROVED_DAYS)))
        .options(TOLD, joinedload(Check.courtyard).load_only(Courtyard.code))
        .order_by(Check.id)
    )
    if only is not None:
        found = found.where(Check.uuid.in_(only) | (Check.state == "received"))
    return list(db.session.scalars(found))


def _missing(community_id: int, check_ids: Collection[int]) -> defaultdict[int, list[str]]:
    """By check: the hashes of its manifest that have not arrived."""
    here = select(Photo.sha256).where(Photo.community_id == community_id)
    found = (
        select(CheckPhoto.check_id, CheckPhoto.sha256)
        .where(
            CheckPhoto.community_id == community_id,
            CheckPhoto.check_id.in_(check_ids),
            CheckPhoto.sha256.not_in(here),
        )
        .distinct()
    )
    missing: defaultdict[int, list[str]] = defaultdict(list)
    for check_id, sha256 in db.session.execute(found):
        missing[check_id].append(sha256)
    return missing


def _reason(check: Check, book: RuleBook) -> dict | None:
    """Why staff returned it: the rule book's words, and what they added; or why they amended what they approved."""
    if check.amendment:
        return {"code": "amended", "label": NO_LABEL, "text": Amendment.from_text(check.amendment).reason}
    if check.state != "returned":
        return None
    reason = book.return_reason(check.return_code or "")
    label = {"zh": reason.label.zh, "en": reason.label.en} if reason else NO_LABEL
    return {"code": check.return_code, "label": label, "text": check.return_text or label["zh"]}
