"""The household card: opening it, reading it, closing it."""

from __future__ import annotations

from urllib.parse import unquote
from uuid import UUID

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp import clock
from webapp.blueprints.resident import blueprint
from webapp.blueprints.resident.card import Card, build_card
from webapp.blueprints.resident.read_aloud import card_sentences
from webapp.blueprints.resident.rule import forget, remember
from webapp.models import Household
from webapp.operations.open_card import Opened, TooFast, open_card
from webapp.pictures import answer_picture
from webapp.queries.accounts import account_of_household
from webapp.queries.cards import community_of, has_photo
from webapp.sessions import current_household
from webapp.targets import own_path

MINUTE = 60


@blueprint.get("/")
def card() -> ResponseReturnValue:
    household = current_household()
    if household is None:
        return _form(request.args.get("code", ""), request.args.get("next", ""))
    return _page(build_card(household))


@blueprint.post("/")
def open_with_pin() -> ResponseReturnValue:
    code, target = request.form.get("code", "")[:40], _target(request.form.get("next", ""))
    outcome = open_card(code, request.form.get("pin", "")[:40], request.remote_addr or "")
    if isinstance(outcome, Opened):
        remember(outcome.household, is_own_phone=bool(request.form.get("own")))
        return redirect(target or url_for("resident.card"), 303)
    if isinstance(outcome, TooFast):
        minutes = -(-outcome.seconds // MINUTE)
        return _form(code, target, minutes=minutes), 429, {"Retry-After": str(outcome.seconds)}
    return _form(code, target, wrong=True), 422


def _target(address: str) -> str:
    """A page of the card, and of nothing else, else "". Browsers go up by dots in whatever spelling."""
    card = url_for("resident.card")
    return address if own_path(address) and address.startswith(card) and ".." not in unquote(address) else ""


def _page(shown: Card | None) -> str:
    if shown is None:
        abort(404)
    return render_template("resident/card.html", card=shown, sentences=card_sentences(shown))


def _form(code: str, target: str, *, wrong: bool = False, minutes: int = 0) -> str:
    asked = {"code": code[:40], "own": bool(request.form.get("own")), "target": _target(target)}
    return render_template("resident/open.html", wrong=wrong, minutes=minutes, **asked)


@blueprint.get("/months/<month>/")
def month(month: str) -> ResponseReturnValue:
    return _page(build_card(household(), month))


@blueprint.get("/photos/<uuid:check>/<sha256>")
def photo(check: UUID, sha256: str) -> Response:
    """A photo of the own courtyard's approved check; any other is not there."""
    own = household()
    account = account_of_household(own, f"{clock.today(community_of(own)):%Y-%m}")
    if account is None or not has_photo(own, account, str(check), sha256):
        abort(404)
    return answer_picture(own.community_id, sha256, request.args.get("size", "small"))


@blueprint.post("/close/")
def close() -> ResponseReturnValue:
    forget()
    return redirect(url_for("resident.card"), 303)


def household() -> Household:
    """The household whose card is open; the blueprint's rule has seen to it that there is one."""
    found = current_household()
    assert found is not None, "the rule of this blueprint"
    return found
