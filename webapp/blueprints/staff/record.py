"""Record a deed or a breach of any account; somebody else decides on it."""

from __future__ import annotations

import datetime as dt

from flask import redirect, render_template, request, url_for
from flask_login import current_user

from webapp import clock
from webapp.blueprints.staff import blueprint
from webapp.office.frame import row_key
from webapp.operations.record_deeds import Record, record_deeds
from webapp.queries.account_labels import AccountLabel, account_labels
from webapp.queries.rule_books import rule_book_in_force
from webapp.queries.scoring_input import scored_accounts


@blueprint.get("/deeds/new")
def record_deed():
    return _page()


@blueprint.post("/deeds/new")
def keep_record():
    record = _record()
    [refusal] = record_deeds(current_user, [record]) if record else ["day_implausible"]
    return (_page(refusal), 422) if refusal else redirect(url_for("staff.deeds", recorded=1), 303)


def _record() -> Record | None:
    """What the form says; None without a day. A number that is none counts as one outside the rule."""
    form = request.form
    try:
        day = dt.date.fromisoformat(form.get("day", ""))
    except ValueError:
        return None
    return Record(
        account=form.get("account", 0, row_key),
        kind=form.get("kind", ""),
        day=day,
        points=form.get("points", 0, row_key),
        quantity=form.get("quantity", None, row_key),
        text=form.get("text", ""),
    )


def _page(problem: str = "") -> str:
    today, community = clock.today(current_user.community), current_user.community_id
    month = f"{today:%Y-%m}"
    _, book = rule_book_in_force(community, month)
    return render_template(
        "staff/record.html",
        book=book,
        parts=_by_part(community, today, [account.id for account in scored_accounts(community, month, book)]),
        today=today,
        problem=problem,
        said=request.form,
    )


def _by_part(community: int, day: dt.date, accounts: list[int]) -> dict[str, list[tuple[int, AccountLabel]]]:
    """The accounts by lane, compound or branch, in the order of the board."""
    labels = account_labels(community, day, accounts)
    parts: dict[str, list[tuple[int, AccountLabel]]] = {}
    for account in accounts:
        parts.setdefault(labels[account].part, []).append((account, labels[account]))
    return parts
