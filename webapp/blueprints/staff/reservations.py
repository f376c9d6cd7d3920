"""预留和等货: goods put by for a household, and the line of those who wait."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp import clock
from webapp.blueprints.staff import blueprint
from webapp.domain.goods.exchange import Refused
from webapp.domain.goods.reserving import LONGEST_DAYS
from webapp.models import Account, Reservation
from webapp.office import exchange_words
from webapp.office.frame import row_key
from webapp.operations.reserve_good import Wish, reserve_good
from webapp.operations.settle_reservation import keep_for, release
from webapp.queries.account_labels import account_label, account_labels
from webapp.queries.accounts import accounts_by_id
from webapp.queries.goods import shelves_of
from webapp.queries.reservations import WAITING, kept_of, open_reservation, open_reservations, reservation_by_id
from webapp.queries.rule_books import rule_book_in_force

USUAL_DAYS = 7


@blueprint.get("/reservations/")
def reservations() -> ResponseReturnValue:
    return _list()


@blueprint.post("/reservations/<int:key>/")
def settle_reservation(key: int) -> ResponseReturnValue:
    reservation_by_id(current_user.community_id, key) or abort(404)
    if open_reservation(current_user.community_id, key, _today()) is None:
        return _list(Refused("gone")), 409
    if request.form.get("do") == "release":
        release(current_user, key)
        return redirect(url_for("staff.reservations", done="released"), 303)
    try:
        keep_for(current_user, key, _until())
    except Refused as refused:
        return _list(refused), 409 if refused.reason == "not_turn" else 422
    return redirect(url_for("staff.reservations", done="kept"), 303)


@blueprint.get("/counter/<int:account>/reserve")
def reserve(account: int) -> ResponseReturnValue:
    return _form(_account(account))


@blueprint.post("/counter/<int:account>/reserve")
def take_reservation(account: int) -> ResponseReturnValue:
    found = _account(account)
    try:
        wish = Wish(row_key(request.form.get("good", "")), row_key(request.form.get("pieces", "")), _until())
    except ValueError:
        return _form(found, Refused("not_on_offer")), 422
    try:
        reservation = reserve_good(current_user, found, wish)
    except Refused as refused:
        return _form(_account(account), refused), 422
    return redirect(url_for("staff.reservations", done=reservation.state), 303)


def _list(refused: Refused | None = None) -> str:
    today, community = _today(), current_user.community_id
    found = open_reservations(community, today)
    return render_template(
        "staff/reservations.html",
        found=found,
        called={each.id for each in found if each.is_called},
        places=_places(found),
        labels=account_labels(community, today, {each.account_id for each in found}),
        **_days(today),
        **_words(refused),
    )


def _places(found: list[Reservation]) -> dict[int, int]:
    """Which one it is in the line for its good."""
    last: Counter[int] = Counter()
    places = {}
    for each in found:
        if each.state == WAITING:
            last[each.good_id] += 1
            places[each.id] = last[each.good_id]
    return places


def _form(account: Account, refused: Refused | None = None) -> str:
    today, community = _today(), current_user.community_id
    shelves = [shelf for shelf in shelves_of(community) if shelf.good.on_offer]
    return render_template(
        "staff/reserve.html",
        account=account,
        label=account_label(account, today),
        shelves=shelves,
        kept=kept_of(community, [shelf.good.id for shelf in shelves], today),
        own=open_reservations(community, today, account.id),
        said=request.form,
        **_days(today),
        **_words(refused),
    )


def _days(today: dt.date) -> dict[str, dt.date]:
    return {
        "today": today,
        "usual": today + dt.timedelta(days=USUAL_DAYS),
        "last": today + dt.timedelta(days=LONGEST_DAYS),
    }


def _words(refused: Refused | None) -> dict[str, object]:
    _version, book = rule_book_in_force(current_user.community_id, f"{_today():%Y-%m}")
    return {"refused": refused, "book": book, "exchange_words": exchange_words}


def _until() -> dt.date:
    """The day of the form; what is no day is one that is never taken."""
    try:
        return dt.date.fromisoformat(request.form.get("until", ""))
    except ValueError:
        return dt.date.min


def _account(key: int) -> Account:
    return accounts_by_id(current_user.community_id, {key}).get(key) or abort(404)


def _today() -> dt.date:
    return clock.today(current_user.community)
