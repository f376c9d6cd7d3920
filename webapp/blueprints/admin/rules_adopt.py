"""Putting a draft in force: first all that it says and changes, from which month, then the decision."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp.blueprints.admin import blueprint
from webapp.domain.rules.document import RuleBookError
from webapp.office.rule_trouble import read_draft
from webapp.office.rules_page import adopt_page
from webapp.operations.draft_rule_book import DraftRefused, adopt_draft
from webapp.queries.rule_books import draft_of


@blueprint.get("/rules/draft/adopt")
def adoption():
    """Only of a draft that is sound; else the draft says what is wrong."""
    return _page(request.args.get("month", "")) or redirect(url_for("admin.rules_draft"))


@blueprint.post("/rules/draft/adopt")
def adopt():
    if draft_of(current_user.community_id) is None:
        abort(404)
    month = request.form.get("month", "")
    try:
        version = adopt_draft(current_user, month, request.form.get("seen", ""))
    except DraftRefused as refusal:
        page = _page(month, refusal.reason)
        return (page, 409) if page else redirect(url_for("admin.rules_draft"), 303)
    except RuleBookError:
        return redirect(url_for("admin.rules_draft"), 303)
    return redirect(url_for("admin.rules", adopted=version.version), 303)


def _page(month: str, problem: str = "") -> str | None:
    draft = draft_of(current_user.community_id)
    book = read_draft(draft.text)[0] if draft else None
    if draft is None or book is None:
        return None
    return render_template("admin/rules_adopt.html", problem=problem, **adopt_page(draft.text, book, month))
