"""Points outstanding beside the money for goods."""

from __future__ import annotations

import re

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from webapp import clock
from webapp.blueprints.staff import blueprint
from webapp.operations.enter_funds import enter_funds
from webapp.queries.funds import commitments_of, fund_entries, funds_of, months_of_points
from webapp.queries.rule_books import rule_book_in_force

YUAN = re.compile(r"([-−]?)(\d{1,9})(?:\.(\d{1,2}))?")


@blueprint.get("/budget/")
def budget():
    return _page()


@blueprint.post("/budget/")
def enter():
    refusal = enter_funds(current_user, fen_of(request.form.get("yuan", "")), request.form.get("what", ""))
    return (_page(refusal), 422) if refusal else redirect(url_for("staff.budget"), 303)


def fen_of(yuan: str) -> int:
    """0 for what is no amount."""
    found = YUAN.fullmatch(yuan.strip().replace(",", ""))
    if found is None:
        return 0
    sign, whole, part = found.groups()
    fen = int(whole) * 100 + int((part or "").ljust(2, "0"))
    return -fen if sign else fen


def _page(problem: str = "") -> str:
    community = current_user.community_id
    _, book = rule_book_in_force(community, f"{clock.today(current_user.community):%Y-%m}")
    return render_template(
        "staff/budget.html",
        book=book,
        commitments=commitments_of(community, book),
        funds=funds_of(community),
        entries=fund_entries(community),
        months=months_of_points(community)[::-1],
        problem=problem,
        said=request.form,
    )
