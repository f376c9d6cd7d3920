"""A dry run: the draft on past months, its differences by account, and one account's score explained twice."""

from __future__ import annotations

from flask import Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from webapp import clock
from webapp.blueprints.admin import blueprint
from webapp.domain.explanation import explain_score
from webapp.domain.rule_book import RuleBook
from webapp.domain.rules.document import RuleBookError
from webapp.explanations import explain
from webapp.queries.dry_run import TriedMonth, TriedRow, book_of_month, dry_run, months_to_try
from webapp.queries.rule_books import draft_of
from webapp.rulebooks import load_rule_book
from webapp.tables.write import CSV, MEDIA_TYPES, write_table

USUAL = 3  # months that are tried unless others are asked for


@blueprint.get("/rules/draft/try/")
def try_rules():
    book = _draft_book()
    if book is None:
        return redirect(url_for("admin.rules_draft"))
    wanted = _wanted()
    known = months_to_try(current_user.community_id)
    return render_template("admin/rules_try.html", known=known, wanted=wanted, tried=_tried(book, wanted))


@blueprint.get("/rules/draft/try.csv")
def tried_file():
    """The differences of the months that are asked for, one row for each account that would notice."""
    book = _draft_book() or abort(404)
    lines = [_line(each.month, row) for each in _tried(book, _wanted()) for row in each.differing]
    answer = Response(b"".join(write_table(CSV, _headers(), lines)), content_type=MEDIA_TYPES[CSV])
    answer.headers["Content-Disposition"] = "attachment; filename=dry-run.csv"
    return answer


@blueprint.get("/rules/draft/try/<month>/<int:account>/")
def try_account(month: str, account: int):
    book = _draft_book() or abort(404)
    known = months_to_try(current_user.community_id)
    if month not in known:
        abort(404)
    through = known[: known.index(month) + 1]
    row = next((row for row in _tried(book, through)[-1].rows if row.account == account), None) or abort(404)
    before = book_of_month(current_user.community_id, month)
    return render_template(
        "admin/rules_account.html",
        month=month,
        row=row,
        sides=[
            (name, score, rules, explain(rules, score.lines), explain_score(rules, score))
            for name, score, rules in (("before", row.before, before), ("after", row.after, book))
            if score
        ],
    )


def _draft_book() -> RuleBook | None:
    draft = draft_of(current_user.community_id)
    try:
        return load_rule_book(draft.text) if draft else None
    except RuleBookError:
        return None


def _wanted() -> list[str]:
    """The months that are asked for, else the latest few."""
    known = months_to_try(current_user.community_id)
    return [month for month in known if month in request.args.getlist("month")] or known[-USUAL:]


def _headers() -> list[str]:
    return [_("月份"), _("巷子、小区、支部"), _("门牌、地址、姓名"), _("户主"), _("现在"), _("按草稿"), _("相差")]


def _line(month: str, row: TriedRow) -> list[str | int]:
    """Not assessed has no figure."""
    before = row.before.total if row.before and row.before.assessed else ""
    after = row.after.total if row.after and row.after.assessed else ""
    change = "" if row.change is None else row.change
    return [month, row.label.part, row.label.name, row.label.holder, before, after, change]


def _tried(book: RuleBook, months: list[str]) -> list[TriedMonth]:
    today = clock.today(current_user.community)
    return list(dry_run(current_user.community_id, book, months, today))
