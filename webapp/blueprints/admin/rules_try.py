"""A dry run: the draft on past months, its differences by account, and one account's score explained twice."""

from __future__ import annotations

from flask import Response, abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp import clock
from webapp.blueprints.admin import blueprint
from webapp.domain.months.tried import TriedMonth
from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.document import RuleBookError
from webapp.office import tried_page
from webapp.office.line_details import line_details
from webapp.office.tried_account import tried_account
from webapp.office.tried_page import Choice, file_headers, file_lines, file_name, shown_total
from webapp.queries.dry_run import book_of_month, dry_run, months_to_try
from webapp.queries.rule_books import draft_of, rule_books
from webapp.rulebooks import load_rule_book
from webapp.tables.write import CSV, MEDIA_TYPES, write_table


@blueprint.get("/rules/draft/try/")
def try_rules():
    book = _draft_book()
    if book is None:
        return redirect(url_for("admin.rules_draft"))
    choice = _choice()
    return render_template(
        "admin/rules_try.html",
        choice=choice,
        book=book,
        books={month: book_of_month(current_user.community_id, month) for month in choice.months},
        all_books=rule_books(current_user.community_id),
        tried=_tried(book, choice.months),
        tried_words=tried_page,
    )


@blueprint.get("/rules/draft/try.csv")
def tried_file():
    """The months that are asked for, one row for each account."""
    book = _draft_book() or abort(404)
    choice = _choice()
    lines = (line for each in _tried(book, choice.months) for line in file_lines(each))
    answer = Response(b"".join(write_table(CSV, file_headers(), lines)), content_type=MEDIA_TYPES[CSV])
    answer.headers["Content-Disposition"] = f"attachment; filename={file_name(choice.months)}"
    return answer


@blueprint.get("/rules/draft/try/<month>/<int:account>/")
def try_account(month: str, account: int):
    book = _draft_book() or abort(404)
    known = months_to_try(current_user.community_id)
    if month not in known:
        abort(404)
    tried = _tried(book, known[: known.index(month) + 1])
    page = tried_account(current_user.community_id, tried, account, book) or abort(404)
    return render_template(
        "admin/rules_account.html", month=month, line_details=line_details, shown_total=shown_total, **page
    )


def _draft_book() -> RuleBook | None:
    draft = draft_of(current_user.community_id)
    try:
        return load_rule_book(draft.text) if draft else None
    except RuleBookError:
        return None


def _choice() -> Choice:
    known = months_to_try(current_user.community_id)
    return Choice.of(request.args, known, f"{clock.today(current_user.community):%Y-%m}")


def _tried(book: RuleBook, months: tuple[str, ...] | list[str]) -> list[TriedMonth]:
    today = clock.today(current_user.community)
    return list(dry_run(current_user.community_id, book, months, today))
