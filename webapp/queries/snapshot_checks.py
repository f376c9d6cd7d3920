"""The snapshot's checks: what can still be put right, and what became of one's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from sqlalchemy import Row, Select, and_, func, or_, select

from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.amendment import Amendment
from webapp.extensions import db
from webapp.models import Check, CheckPhoto, Courtyard, Photo, User
from webapp.queries.findings import open_findings
from webapp.queries.snapshot_courtyards import WalkedCourtyard

OWN_CHECKS_DAYS = 45
# An approved one is done with; its id is all noise, the dearest part of a first load over a thin line.
APPROVED_DAYS = 21
NOTE_TOLD = 60  # characters of a note that leave the server again: a phone holds little
TOLD = (
    *(Check.uuid, Courtyard.code, Check.day, Check.judged, Check.replaces),
    *(Check.state, Check.return_code, Check.return_text, Check.amendment),
)
NO_LABEL = {"zh": "", "en": ""}


def finding_rows(
    community_id: int, courtyards: Collection[WalkedCourtyard], book: RuleBook, today: dt.date
) -> list[dict]:
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
    found: dict[int, dict] = {}
    for key, lacking, *told in _own_checks(user, today - dt.timedelta(days=OWN_CHECKS_DAYS), only):
        row = found.get(key) or found.setdefault(key, _own_row(book, *told))
        if lacking is not None and lacking not in row["missing"]:
            row["missing"].append(lacking)
    return list(found.values())


def photos_awaited(user: User) -> int:
    """How many photos this person's checks still lack."""
    return db.session.scalar(awaited_photos(user)) or 0


def awaited_photos(user: User) -> Select:
    here = select(Photo.id).where(Photo.community_id == user.community_id, Photo.sha256 == CheckPhoto.sha256).exists()
    return (
        select(func.count(CheckPhoto.id))
        .select_from(Check)
        .join(CheckPhoto, (CheckPhoto.check_id == Check.id) & (CheckPhoto.community_id == Check.community_id))
        .where(Check.community_id == user.community_id, Check.state == "received", Check.inspector_id == user.id, ~here)
    )


def _own_checks(user: User, since: dt.date, only: Collection[str] | None = None) -> Iterable[Row]:
    """Id, hash of a photo that has not arrived, and what `_own_row` tells; a line for each such photo, or one."""
    here = select(Photo.id).where(Photo.community_id == user.community_id, Photo.sha256 == CheckPhoto.sha256).exists()
    awaited = (CheckPhoto.check_id == Check.id, CheckPhoto.community_id == user.community_id, Check.state == "received")
    found = (
        select(Check.id, CheckPhoto.sha256, *TOLD)
        .join(Courtyard, Courtyard.id == Check.courtyard_id)
        .outerjoin(CheckPhoto, and_(*awaited, ~here))
        .where(Check.community_id == user.community_id, Check.inspector_id == user.id, Check.day >= since)
        .where(or_(Check.state != "approved", Check.day >= since + dt.timedelta(days=OWN_CHECKS_DAYS - APPROVED_DAYS)))
        .order_by(Check.id, CheckPhoto.position)
    )
    if only is not None:
        found = found.where(Check.uuid.in_(only) | (Check.state == "received"))
    return db.session.execute(found)


def _own_row(
    book: RuleBook, uuid: str, courtyard: str, day: dt.date, judged: str, replaces: str | None, *state
) -> dict:
    return {
        "id": uuid,
        "courtyard": courtyard,
        "day": day.isoformat(),
        "judged": judged,
        "replaces": replaces,
        "state": state[0],
        "reason": _reason(book, *state),
        "missing": [],
    }


def _reason(book: RuleBook, state: str, code: str | None, text: str | None, amendment: str) -> dict | None:
    """Why staff returned it: the rule book's words, and what they added; or why they amended what they approved."""
    if amendment:
        return {"code": "amended", "label": NO_LABEL, "text": Amendment.from_text(amendment).reason}
    if state != "returned":
        return None
    reason = book.return_reason(code or "")
    label = {"zh": reason.label.zh, "en": reason.label.en} if reason else NO_LABEL
    return {"code": code, "label": label, "text": text or label["zh"]}
