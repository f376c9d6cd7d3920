"""What the pages of a month show to staff and oversight alike."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_login import current_user

from webapp import clock
from webapp.models import Month
from webapp.office import objection_words
from webapp.office.chart import columns_of
from webapp.office.correction_page import disputes_page
from webapp.office.objection_pages import rows_of
from webapp.office.paper_pages import month_prints
from webapp.office.program_note import program_note
from webapp.office.steps import line_of
from webapp.queries.audit import said_of_month
from webapp.queries.coverage import coverage_of
from webapp.queries.evidence import evidence_of
from webapp.queries.month_desk import book_of, desk_row, month_desk
from webapp.queries.months import current_steps
from webapp.queries.objections import objections_of
from webapp.queries.publications import publications_of


def month_page(month: Month) -> dict[str, Any]:
    """The scores, what is missing, the line of steps and the chart."""
    desk = month_desk(month, clock.today(current_user.community))
    shown = publications_of(month.community_id, month.name)
    unassessed = [row.account.id for row in desk.rows if not row.score.assessed]
    return {
        "desk": desk,
        "coverage": coverage_of(month, clock.today(current_user.community)),
        "line": line_of(month, current_steps(month), desk.book),
        "program_note": program_note(current_user.community, month),
        "columns": columns_of(desk.spread) if desk.spread else [],
        "first_unassessed": unassessed[0] if unassessed else None,
        "said": said_of_month(month.community_id, month.name),
        "notice_over": bool(shown) and clock.today(current_user.community) > shown[0].open_until,
        "only_changed": "changed" in request.args,
        "disputes": disputes_page(month, shown),
        "prints": month_prints(month, desk.book, shown),
    }


def account_page(month: Month, account: int) -> dict[str, Any] | None:
    """One account's score with its evidence; None when it takes no part in the month."""
    row = desk_row(month, account, clock.today(current_user.community))
    if row is None:
        return None
    objections = rows_of(objections_of(month.community_id, account, month.name))
    return {
        "month": month,
        "row": row,
        "book": book_of(month),
        "evidence": evidence_of(month, row),
        "objections": objections,
        "say": objection_words,
    }
