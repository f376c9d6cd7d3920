"""A dry run: the draft on past months, its differences by account, and one account's score explained twice."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp import clock
from webapp.blueprints.admin import blueprint
from webapp.domain.explanation import explain_score
from webapp.domain.rule_book import RuleBook
from webapp.domain.rules.document import RuleBookError
from webapp.explanations import explain
from webapp.queries.dry_run import TriedMonth, book_of_month, dry_run, months_to_try
from webapp.queries.rule_books import draft_of
from webapp.rulebooks import load_rule_book

USUAL = 3  # months that are tried unless others are asked for


@blueprint.get("/rules/draft/try/")
def try_rules():
    book = _draft_book()
    if book is None:
        return redirect(url_for("admin.rules_draft"))
    known = months_to_try(current_user.community_id)
    wanted = [month for month in known if month in request.args.getlist("month")] or known[-USUAL:]
    return render_template("admin/rules_try.html", known=known, wanted=wanted, tried=_tried(book, wanted))


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


def _tried(book: RuleBook, months: list[str]) -> list[TriedMonth]:
    today = clock.today(current_user.community)
    return list(dry_run(current_user.community_id, book, months, today))
