"""A dry run: the draft on past months, its differences by account, and one account's score explained twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from flask import Response, abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp import clock
from webapp.blueprints.admin import blueprint
from webapp.domain.months.tried import TriedMonth
from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.document import RuleBookError
from webapp.models import Month
from webapp.office import tried_page
from webapp.office.line_details import line_details
from webapp.office.tried_account import tried_account
from webapp.office.tried_page import Choice, file_headers, file_lines, file_name, shown_total
from webapp.queries.dry_run import dry_run, months_to_try
from webapp.queries.rule_books import draft_of, rule_books
from webapp.rulebooks import load_rule_book
from webapp.tables.write import CSV, MEDIA_TYPES, write_table


@blueprint.get("/rules/draft/try/")
def try_rules():
    book = _draft_book()
    if book is None:
        return redirect(url_for("admin.rules_draft"))
    known, books = months_to_try(current_user.community_id), rule_books(current_user.community_id)
    choice = _choice(known)
    return render_template(
        "admin/rules_try.html",
        choice=choice,
        book=book,
        books={month.name: books[month.rule_version] for month in known if month.name in choice.months},
        all_books=books,
        tried=_tried(book, known, books, choice.months),
        tried_words=tried_page,
    )


@blueprint.get("/rules/draft/try.csv")
def tried_file():
    """The months that are asked for, one row for each account."""
    book = _draft_book() or abort(404)
    known, books = months_to_try(current_user.community_id), rule_books(current_user.community_id)
    choice = _choice(known)
    lines = (line for each in _tried(book, known, books, choice.months) for line in file_lines(each))
    answer = Response(b"".join(write_table(CSV, file_headers(), lines)), content_type=MEDIA_TYPES[CSV])
    answer.headers["Content-Disposition"] = f"attachment; filename={file_name(choice.months)}"
    return answer


@blueprint.get("/rules/draft/try/<month>/<int:account>/")
def try_account(month: str, account: int):
    book = _draft_book() or abort(404)
    known, books = months_to_try(current_user.community_id), rule_books(current_user.community_id)
    found = next((each for each in known if each.name == month), None) or abort(404)
    tried = _tried(book, known, books, [each.name for each in known if each.name <= month])
    page = tried_account(found, tried, account, book, books) or abort(404)
    return render_template(
        "admin/rules_account.html", month=month, line_details=line_details, shown_total=shown_total, **page
    )


def _draft_book() -> RuleBook | None:
    draft = draft_of(current_user.community_id)
    try:
        return load_rule_book(draft.text) if draft else None
    except RuleBookError:
        return None


def _choice(known: Iterable[Month]) -> Choice:
    names = [month.name for month in known]
    return Choice.of(request.args, names, f"{clock.today(current_user.community):%Y-%m}")


def _tried(
    book: RuleBook, known: Sequence[Month], books: Mapping[int, RuleBook], months: Collection[str]
) -> list[TriedMonth]:
    return list(dry_run(known, books, book, months, clock.today(current_user.community)))
