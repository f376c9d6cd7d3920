"""The check page and a saved check, as plain forms: no JavaScript, no drafts."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, request
from werkzeug import Response

from webapp import clock
from webapp.blueprints.inspect import blueprint
from webapp.blueprints.inspect.pages.check_page import check_page
from webapp.blueprints.inspect.pages.form import draft_from_form, statement_from_draft
from webapp.blueprints.inspect.pages.own_checks import own_checks, replaced_by
from webapp.blueprints.inspect.pages.saved_check import saved_check
from webapp.blueprints.inspect.toasts import toast_of_address
from webapp.blueprints.inspect.uploads import pictures_of_form
from webapp.blueprints.inspect.visit import Visit, open_visit, show
from webapp.database import release_connection
from webapp.operations.make_entry import FormCheck, new_id, withdrawn
from webapp.operations.save_form import save_form


@blueprint.get("/courtyards/<code>/")
def courtyard(code: str):
    visit = open_visit()
    visit.courtyard(code)
    return _page(visit, _fresh(visit, code, _replaceable(visit, code)))


@blueprint.post("/courtyards/<code>/")
def save(code: str):
    visit = open_visit()
    visit.courtyard(code)
    release_connection()  # photos may come slowly
    draft = draft_from_form(request.form.to_dict(flat=False), code, visit.snapshot)
    notices = pictures_of_form(visit.user, draft, visit.snapshot["limits"])
    if notices:
        return _page(visit, draft, notices, 422)
    receipt = save_form(visit.user, _check(visit, draft, statement_from_draft(draft, visit.snapshot)))
    if receipt.reason is not None:
        return _page(visit, draft, ["refused"], 422)
    following = _view(open_visit(), draft)
    target = f"courtyards/{following['next_code']}/" if following["has_next"] else ""
    return redirect(f"/inspect/{target}?saved={receipt.id}", 303)


@blueprint.get("/courtyards/<code>/items/<item>/camera/")
def camera(code: str, item: str) -> Response:
    """The camera is the phone's; after a hard reload the item has a tile for the camera app."""
    visit = open_visit()
    visit.courtyard(code)
    if item not in {each["code"] for each in visit.snapshot["rule_book"]["items"]}:
        abort(404)
    return redirect(f"/inspect/courtyards/{code}/#item-{item}", 303)


@blueprint.get("/checks/<check>/")
def saved(check: str):
    visit = open_visit()
    view = saved_check(
        snapshot=visit.snapshot,
        checks=[],
        check=check,
        now=visit.now,
        language=visit.language,
        toast=toast_of_address(visit),
    )
    return show("inspect/saved.html", view) if view else abort(404)


@blueprint.post("/checks/<check>/withdraw/")
def withdraw(check: str) -> Response:
    """Undo: a check that replaces this one and says nothing of the courtyard."""
    visit = open_visit()
    found = _own(visit, check)
    if check in replaced_by(own_checks(visit.snapshot, ())):
        abort(409)
    items = [item["code"] for item in visit.snapshot["rule_book"]["items"]]
    draft = _fresh(visit, found["courtyard"], check)
    receipt = save_form(visit.user, _check(visit, draft, withdrawn(items)))
    return redirect(f"/inspect/courtyards/{found['courtyard']}/?replaces={receipt.id}&withdrawn={receipt.id}", 303)


@blueprint.post("/checks/<check>/redo/")
def redo(check: str) -> Response:
    found = _own(open_visit(), check)
    return redirect(f"/inspect/courtyards/{found['courtyard']}/?replaces={check}", 303)


def _own(visit: Visit, check: str) -> dict[str, Any]:
    """One of this person's checks of a courtyard they may check."""
    found = next((each for each in visit.snapshot["own_checks"] if each["id"] == check), None)
    if found is None:
        abort(404)
    visit.courtyard(found["courtyard"])
    return found


def _replaceable(visit: Visit, code: str) -> str | None:
    """The check that the address asks to replace, if it is one's own of this courtyard."""
    wanted = request.args.get("replaces")
    own = (each["id"] for each in visit.snapshot["own_checks"] if each["courtyard"] == code)
    return wanted if wanted in set(own) else None


def _fresh(visit: Visit, code: str, replaces: str | None = None) -> dict[str, Any]:
    return {
        "id": new_id(visit.now),
        "courtyard": code,
        "opened_at": visit.now,
        "replaces": replaces,
        "obstacle": "",
        "items": {},
    }


def _check(visit: Visit, draft: dict[str, Any], statement: dict[str, Any]) -> FormCheck:
    now = clock.now_milliseconds()
    return FormCheck(
        id=draft["id"] or new_id(now),
        courtyard=draft["courtyard"],
        replaces=draft["replaces"],
        opened_at=min(draft["opened_at"] or now, now),
        saved_at=now,
        rule_version=visit.snapshot["rule_book"]["version"],
        statement=statement,
    )


def _view(visit: Visit, draft: dict[str, Any], notices: list[str] | None = None) -> dict[str, Any]:
    return check_page(
        snapshot=visit.snapshot,
        draft=draft,
        checks=[],
        now=visit.now,
        language=visit.language,
        notices=notices or [],
        toast=toast_of_address(visit),
    )


def _page(visit: Visit, draft: dict[str, Any], notices: list[str] | None = None, status: int = 200):
    return show("inspect/check.html", _view(visit, draft, notices), status)
