"""The pages of activities: what a form says, and the sheet with what everybody gets."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_login import current_user

from webapp import clock
from webapp.models import Activity
from webapp.office.frame import row_key
from webapp.office.help_words import door
from webapp.operations.keep_activity import ActivityPlan
from webapp.operations.make_entry import new_id
from webapp.operations.note_attendance import SignedIn
from webapp.queries.account_labels import account_labels
from webapp.queries.activities import counting_month, posted_counts, sheet_rows
from webapp.queries.rule_books import rule_book_in_force
from webapp.queries.sign_ups import sign_ups_of
from webapp.queries.users import recused_accounts, recused_courtyards

FIELDS = ("title", "kind", "day", "points", "quantity", "place", "organiser", "token", "seen")


def plan_from_form() -> ActivityPlan | None:
    """None without a day. A number that is none counts as one outside the rule."""
    form = request.form
    try:
        day = dt.date.fromisoformat(form.get("day", ""))
    except ValueError:
        return None
    return ActivityPlan(
        kind=form.get("kind", ""),
        title=form.get("title", ""),
        day=day,
        place=form.get("place", ""),
        organiser=form.get("organiser", ""),
        points=form.get("points", 0, row_key),
        quantity=form.get("quantity", None, row_key),
    )


def form_page(activity: Activity | None, problem: str = "") -> dict[str, Any]:
    """The form as it was sent, else as the activity is, else with today's day."""
    today = clock.today(current_user.community)
    said: dict[str, Any] = dict.fromkeys(FIELDS, "") | {"day": today}
    if activity is not None:
        said |= {name: getattr(activity, name) for name in FIELDS[:7]} | {"seen": activity.version}
        said["quantity"] = said["quantity"] or ""
    said |= {name: request.form[name] for name in FIELDS if name in request.form}
    said["token"] = said["token"] or new_id(clock.now_milliseconds())
    book = rule_book_in_force(current_user.community_id, f"{today:%Y-%m}")[1]
    return {"activity": activity, "problem": problem, "said": said, "book": book}


def sheet_page(activity: Activity, signed: SignedIn | None = None, problem: str = "", done: str = "") -> dict[str, Any]:
    """The sheet after `signed`, or as it is; what was typed stands again where it did not lead to somebody."""
    today, community = clock.today(current_user.community), current_user.community
    month = counting_month(community, activity)
    book = rule_book_in_force(community.id, month)[1]
    rows = sheet_rows(activity, month, book)
    problem = problem or (signed.refusal or "" if signed else "")
    form = request.form if problem or (signed and (signed.choices or signed.left)) else {}
    left = signed.left if signed else ()
    return {
        "activity": activity,
        "rule": book.deed(activity.kind),
        "rows": rows,
        "counts": posted_counts(rows),
        "labels": account_labels(community.id, today, {row.sign_in.account_id for row in rows}),
        "month": month,
        "recused": _recused(rows, today),
        "choices": signed.choices if signed else (),
        "left": left,
        "left_text": "\n".join(line.text for line in left) or form.get("lines", ""),
        "said": form,
        "problem": problem,
        "done": done or _added(signed),
        "fresh": signed is not None,
        "sign_ups": sign_ups_of(activity),
        "door": door,
    }


def _recused(rows, today: dt.date) -> set[int]:
    """The lines that this person may not post."""
    yards, accounts = recused_courtyards(current_user, today), recused_accounts(current_user, today)
    return {
        row.sign_in.id
        for row in rows
        if row.sign_in.account_id in accounts or row.sign_in.account.courtyard_id in yards
    }


def _added(signed: SignedIn | None) -> str:
    return _("写上了%(count)s个。", count=signed.added) if signed and signed.added else ""


def posted_words(deeds: int, left: int) -> str:
    """What became of the sheet."""
    said = _("给%(count)s人记上了，等别的工作人员认定。", count=deeds)
    return said + _("还有%(count)s人没有记：自家、亲属的要别人来记。", count=left) if left else said
