"""A good deed of a courtyard as a plain form, and who comes along, which only a phone can keep."""

from __future__ import annotations

from typing import Any

from flask import abort, redirect, request
from werkzeug import Response

from sync.fields import UUID7
from sync.limits import DEED_NOTE_CHARACTERS
from webapp import clock
from webapp.blueprints.inspect import blueprint
from webapp.blueprints.inspect.pages.companions_page import companions_page
from webapp.blueprints.inspect.pages.deed_page import deed_of, deed_page
from webapp.blueprints.inspect.pages.form import clean_text
from webapp.blueprints.inspect.pages.own_deeds import own_deeds
from webapp.blueprints.inspect.visit import Visit, open_visit, show
from webapp.operations.make_entry import FormDeed, new_id
from webapp.operations.save_form import save_deed_form

FIELDS = ("deed", "happened_on", "note")


@blueprint.get("/courtyards/<code>/deed/")
def deed(code: str):
    visit = open_visit()
    visit.courtyard(code)
    return _page(visit, code, new_id(visit.now), _uuid(request.args.get("check", "")))


@blueprint.post("/courtyards/<code>/deed/")
def log_deed(code: str):
    visit = open_visit()
    visit.courtyard(code)
    said = _said()
    stated = deed_of(visit.snapshot, said, visit.today)
    identity, check = _uuid(request.form.get("id", "")) or new_id(visit.now), _uuid(request.form.get("check", ""))
    if stated is None:
        return _page(visit, code, identity, check, said, 422)
    statement = {**stated, "note": clean_text(said["note"], DEED_NOTE_CHARACTERS), "replaces": None, "withdrawn": False}
    receipt = save_deed_form(visit.user, _form(visit, identity, code, statement))
    if receipt.reason is not None or receipt.state is None:
        return _page(visit, code, new_id(visit.now), check, said, 422)
    return redirect(f"/inspect/{f'checks/{check}' if check else f'courtyards/{code}'}/?deed={receipt.id}", 303)


@blueprint.post("/deeds/<deed>/withdraw/")
def withdraw_deed(deed: str) -> Response:
    """Undo, as long as nobody has decided."""
    visit = open_visit()
    found = next((each for each in own_deeds(visit.snapshot, ()) if each["id"] == deed), None)
    if found is None:
        abort(404)
    visit.courtyard(found["courtyard"])
    if found["is_replaced"] or not found["is_open"]:
        abort(409)
    statement = {name: found[name] for name in ("deed", "points", "happened_on", "note")}
    statement |= {"replaces": deed, "withdrawn": True}
    receipt = save_deed_form(visit.user, _form(visit, new_id(visit.now), found["courtyard"], statement))
    if receipt.reason is not None:
        abort(409)
    return redirect("/inspect/outbox/", 303)


@blueprint.get("/companions/")
def companions():
    visit = open_visit()
    view = companions_page(
        snapshot=visit.snapshot, along=(), today=visit.today, can_keep=False, language=visit.language
    )
    return show("inspect/companions.html", view)


@blueprint.post("/companions/")
def keep_companions() -> Response:
    """A form without JavaScript has no day's walk to keep them with."""
    return redirect("/inspect/companions/", 303)


def _said() -> dict[str, str]:
    said = {name: request.form.get(name, "") for name in FIELDS}
    return said | {"points": request.form.get(f"points-{said['deed']}", "")}


def _uuid(text: str) -> str:
    return text if UUID7.fullmatch(text) else ""


def _form(visit: Visit, identity: str, code: str, statement: dict[str, Any]) -> FormDeed:
    return FormDeed(identity, code, clock.now_milliseconds(), visit.snapshot["rule_book"]["version"], statement)


def _page(visit: Visit, code: str, identity: str, check: str, said: dict[str, str] | None = None, status: int = 200):
    view = deed_page(
        snapshot=visit.snapshot,
        courtyard=code,
        id=identity,
        today=visit.today,
        check=check,
        said=said,
        language=visit.language,
        notices=["deed_incomplete"] if said else [],
    )
    return show("inspect/deed.html", view, status)
