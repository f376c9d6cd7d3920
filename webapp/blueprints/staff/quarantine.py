"""What was put aside: conflicts, and what was refused; staff mend it and take it in, or say that it does not count."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp.blueprints.staff import blueprint
from webapp.blueprints.staff.mending import form_of, mended
from webapp.office.frame import page_number
from webapp.operations.settle_entry import Refused, dismiss_entry, readmit_entry, why_not
from webapp.queries.quarantine import Aside, aside_by_key, settled_entries, standing_text, waiting_entries
from webapp.queries.roster import courtyards_of

PAGE = 30
SETTLED_SHOWN = 10
# What a person can put right is told on the form; who may not, or was too late, is a conflict.
STATUS = {"rejected": 422, "no_dismissal_text": 422}


@blueprint.get("/quarantine/")
def quarantine():
    page = page_number()
    found = waiting_entries(current_user.community_id, page, PAGE)
    settled = settled_entries(current_user.community_id, SETTLED_SHOWN) if page == 1 else []
    return render_template(
        "staff/quarantine.html", entries=found[:PAGE], settled=settled, page_number=page, more=len(found) > PAGE
    )


@blueprint.get("/quarantine/<int:key>/")
def aside(key: int):
    return _page(_find(key))


@blueprint.post("/quarantine/<int:key>/")
def settle(key: int):
    found = _find(key)
    verb = request.form.get("do")
    if verb == "dismiss":
        refused, text = dismiss_entry(current_user, key, request.form.get("reason", "")), None
    elif verb == "take":
        refused, text = readmit_entry(current_user, key), None
    elif verb == "mend":
        text = mended(found.entry, request.form, current_user.community)
        refused = readmit_entry(current_user, key, text)
    else:
        abort(400)
    if refused is None:
        return redirect(url_for("staff.quarantine"), 303)
    return _page(_find(key), text, refused), STATUS.get(refused.code, 409)


def _find(key: int) -> Aside:
    return aside_by_key(current_user.community_id, key) or abort(404)


def _page(found: Aside, text: str | None = None, refused: Refused | None = None) -> str:
    entry, standing = found.entry, standing_text(found.entry)
    form = form_of(entry, entry.text if text is None else text, current_user.community)
    return render_template(
        "staff/aside.html",
        aside=found,
        entry=entry,
        form=form,
        standing=standing,
        refused=refused,
        now=None if found.settlement else why_not(current_user, entry, standing),
        courtyards=courtyards_of(current_user.community_id),
    )
