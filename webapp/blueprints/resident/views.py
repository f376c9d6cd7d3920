"""The household card: opening it, reading it, closing it."""

from __future__ import annotations

from uuid import UUID

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp import clock
from webapp.blueprints.resident import blueprint
from webapp.blueprints.resident.card import build_card
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
        code, target = request.args.get("code", "")[:40], _target(request.args.get("next", ""))
        return render_template("resident/open.html", code=code, wrong=False, minutes=0, target=target)
    return render_template("resident/card.html", card=build_card(household))


@blueprint.post("/")
def open_with_pin() -> ResponseReturnValue:
    code, target = request.form.get("code", "")[:40], _target(request.form.get("next", ""))
    outcome = open_card(code, request.form.get("pin", "")[:40], request.remote_addr or "")
    if isinstance(outcome, Opened):
        remember(outcome.household)
        return redirect(target or url_for("resident.card"), 303)
    if isinstance(outcome, TooFast):
        minutes = -(-outcome.seconds // MINUTE)
        page = render_template("resident/open.html", code=code, wrong=False, minutes=minutes, target=target)
        return page, 429, {"Retry-After": str(outcome.seconds)}
    return render_template("resident/open.html", code=code, wrong=True, minutes=0, target=target), 422


def _target(address: str) -> str:
    """A page of the card, and of nothing else, else ""."""
    card = url_for("resident.card")
    return address if own_path(address) and address.startswith(card) and ".." not in address else ""


@blueprint.get("/months/<month>/")
def month(month: str) -> ResponseReturnValue:
    return render_template("resident/card.html", card=build_card(household(), month) or abort(404))


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
