"""The page of what households say is put right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_login import current_user

from webapp import clock
from webapp.domain.months.put_right import State
from webapp.domain.rules.book import RuleBook
from webapp.i18n import language
from webapp.models import CheckPhoto, PutRight
from webapp.office.words import refusal
from webapp.queries.put_rights import Seen, put_rights_in
from webapp.queries.rule_books import rule_book_in_force
from webapp.queries.users import recused_courtyards


@dataclass(frozen=True, slots=True)
class RecheckRow:
    """What is said to be put right, with what it looked like; `seen` once a check was there afterwards."""

    said: PutRight
    title: str
    before: list[CheckPhoto]
    note: str
    is_own: bool
    seen: Seen | None


def rechecks_page(problem: str = "", refused: int = 0) -> dict[str, Any]:
    """What waits, then what is arranged and nobody has looked at yet, then the latest that are over."""
    community, today = current_user.community_id, clock.today(current_user.community)
    found = put_rights_in(community, State.WAITING, State.ARRANGED, State.DECLINED)
    yards = recused_courtyards(current_user, today)
    book = rule_book_in_force(community, f"{today:%Y-%m}")[1]
    rows = [_row(said, book, yards, seen) for said, seen in found]
    return {
        "waiting": [row for row in rows if row.said.state == State.WAITING],
        "arranged": [row for row in rows if row.said.state == State.ARRANGED and row.seen is None],
        "over": [row for row in reversed(rows) if row.said.state == State.DECLINED or (_is_seen(row))][:20],
        "problem": recheck_problem(problem) if problem else "",
        "refused": refused,
    }


def recheck_problem(code: str) -> str:
    """Why nothing was decided."""
    return {"no_why": _("写一句为什么不用复查，住户能看到。")}.get(code) or refusal(code)


def _is_seen(row: RecheckRow) -> bool:
    return row.said.state == State.ARRANGED and row.seen is not None


def _row(said: PutRight, book: RuleBook, yards: set[int], seen: Seen | None) -> RecheckRow:
    item = book.item(said.item)
    finding = next((each for each in said.check.findings if each.item == said.item), None)
    words = [*finding.phrases, finding.note] if finding else []
    return RecheckRow(
        said,
        item.fault.text(language()) if item else said.item,
        [photo for photo in said.check.photos if photo.item == said.item and not photo.is_expired],
        _("，").join(word for word in words if word),
        said.courtyard_id in yards,
        seen,
    )
