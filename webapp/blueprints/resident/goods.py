"""积分兑换 on the card: look, have something put by, wait for it and take one's turn, say who comes, give it back."""

from __future__ import annotations

import datetime as dt
import uuid

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp import clock
from webapp.blueprints.resident import blueprint
from webapp.blueprints.resident.goods_page import goods_page
from webapp.blueprints.resident.limits import slowly
from webapp.domain.goods.exchange import Refused
from webapp.models import Account, Household
from webapp.office import exchange_words
from webapp.operations.hand_out import MOST_PIECES
from webapp.operations.require_own import is_own
from webapp.operations.reserve_good import Wish, reserve_good
from webapp.operations.settle_reservation import name_collector, release, take_turn
from webapp.pictures import answer_picture
from webapp.queries.accounts import account_of_household
from webapp.queries.cards import community_of
from webapp.queries.goods import picture_of
from webapp.queries.reservations import reservation_by_id
from webapp.sessions import current_household

KEPT_DAYS = 7
DONE = frozenset({"kept", "waiting", "released", "named"})


@blueprint.get("/goods/")
def goods() -> ResponseReturnValue:
    return _page()


@blueprint.post("/goods/")
@slowly
def reserve_own() -> ResponseReturnValue:
    own, key = _household(), _number("good")
    account, today = _account(own), clock.today(community_of(own))
    until = today + dt.timedelta(days=KEPT_DAYS)
    wish = Wish(key, _number("pieces"), until, request.form.get("picked_up_by", ""), _token(key))
    try:
        if account is None:
            raise Refused("not_own")
        if not 0 < wish.pieces <= MOST_PIECES:
            raise Refused("bad_pieces", most=MOST_PIECES)
        made = reserve_good(own, account, wish)
    except Refused as refused:
        return _page(refused, key), 422
    return redirect(url_for("resident.goods", done=made.state, _anchor=f"own-{made.id}"), 303)


@blueprint.post("/goods/reservations/<int:key>/")
@slowly
def settle_own(key: int) -> ResponseReturnValue:
    """The same twice is the same success; what is not the household's own is not there."""
    own = _household()
    found = reservation_by_id(own.community_id, key)
    if found is None or not is_own(own, found, clock.today(community_of(own))):
        abort(404)
    if request.form.get("do") == "take":
        return _take(own, key)
    if request.form.get("do") == "name":
        return _name(own, key)
    if not release(own, key) and found.state == "taken":
        return _page(Refused("gone")), 409
    return redirect(url_for("resident.goods", done="released"), 303)


def _name(own: Household, key: int) -> ResponseReturnValue:
    try:
        is_there = name_collector(own, key, request.form.get("picked_up_by", ""))
    except Refused as refused:
        return _page(refused), 422
    if not is_there:
        return _page(Refused("gone")), 409
    return redirect(url_for("resident.goods", done="named", _anchor=f"own-{key}"), 303)


def _take(own: Household, key: int) -> ResponseReturnValue:
    try:
        is_there = take_turn(own, key, clock.today(community_of(own)) + dt.timedelta(days=KEPT_DAYS))
    except Refused as refused:
        return _page(refused), 422
    if not is_there:
        return _page(Refused("gone")), 409
    return redirect(url_for("resident.goods", done="kept", _anchor=f"own-{key}"), 303)


@blueprint.get("/goods/<int:key>/picture/<size>.jpg")
def good_picture(key: int, size: str) -> Response:
    """Of a good of the own community that is on offer."""
    own = _household()
    return answer_picture(own.community_id, picture_of(own.community_id, key, on_offer=True) or abort(404), size)


def _page(refused: Refused | None = None, at: int = 0) -> str:
    """`at` is the good whose form was refused; it stays open, with what was written."""
    done = request.args.get("done", "")
    return render_template(
        "resident/goods.html",
        shown=goods_page(_household()),
        refused=refused,
        at=at,
        said=request.form,
        done=done if done in DONE else "",
        days=KEPT_DAYS,
        token=str(uuid.uuid4()),
        exchange_words=exchange_words,
    )


def _token(good: int) -> str:
    """Of the page and the good: a page that is gone back to serves for another good."""
    try:
        return str(uuid.uuid5(uuid.UUID(request.form.get("token", "")), str(good)))
    except ValueError:
        return ""


def _number(name: str) -> int:
    """0 for what is no number that a row or a piece could have."""
    text = request.form.get(name, "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _account(own: Household) -> Account | None:
    return account_of_household(own, f"{clock.today(community_of(own)):%Y-%m}")


def _household() -> Household:
    found = current_household()
    assert found is not None, "the rule of this blueprint"
    return found
