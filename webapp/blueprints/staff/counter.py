"""The counter: who comes, and what they get for their points."""

from __future__ import annotations

import re
import uuid

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user

from webapp import clock
from webapp.blueprints.staff import blueprint
from webapp.domain.goods.exchange import Refused
from webapp.domain.rules.book import RuleBook
from webapp.models import Account
from webapp.office import exchange_words
from webapp.office.frame import row_key
from webapp.operations.hand_out import Basket, hand_out
from webapp.queries.account_labels import account_label, account_labels
from webapp.queries.accounts import accounts_by_id
from webapp.queries.balances import balance_of
from webapp.queries.counter import latest_redemptions, obstacle, visitors
from webapp.queries.goods import shelves_of
from webapp.queries.reservations import called, kept_of, open_reservations
from webapp.queries.rule_books import rule_book_in_force

PIECES = re.compile(r"pieces-(\d{1,9})")


@blueprint.get("/counter/")
def counter():
    today, text = clock.today(current_user.community), request.args.get("q", "")
    latest = latest_redemptions(current_user.community_id)
    return render_template(
        "staff/counter.html",
        q=text,
        visitors=visitors(current_user.community_id, _book(), today, text),
        latest=latest,
        turns=len(called(current_user.community_id, today)),
        labels=account_labels(current_user.community_id, today, {each.account_id for each in latest}),
    )


@blueprint.get("/counter/<int:account>/")
def visitor(account: int):
    return _page(_account(account))


@blueprint.post("/counter/<int:account>/")
def exchange(account: int):
    found = _account(account)
    try:
        redemption = hand_out(current_user, found, _basket(), **_collected())
    except Refused as refused:
        return _page(_account(account), refused), 422
    return redirect(url_for("staff.receipt", key=redemption.id), 303)


def _basket() -> Basket:
    pieces = {}
    for name in request.form:
        good = PIECES.fullmatch(name)
        if good:
            pieces[int(good[1])] = _number(name)
    return Basket(pieces, request.form.get("other", ""), _number("other_points"))


def _number(name: str) -> int:
    """0 for an empty field; what is no number is one that is never allowed."""
    text = request.form.get(name, "").strip()
    try:
        return row_key(text) if text.strip("0") else 0
    except ValueError:
        return -1


def _collected() -> dict[str, str]:
    token = request.form.get("token", "")
    try:
        token = str(uuid.UUID(token))
    except ValueError:
        token = ""
    return {"picked_up_by": request.form.get("picked_up_by", ""), "token": token}


def _page(account: Account, refused: Refused | None = None) -> str:
    today, book = clock.today(current_user.community), _book()
    shelves = [shelf for shelf in shelves_of(current_user.community_id) if shelf.good.on_offer]
    return render_template(
        "staff/visitor.html",
        account=account,
        label=account_label(account, today),
        balance=balance_of(account),
        obstacle=obstacle(account, book, today),
        shelves=shelves,
        kept=kept_of(current_user.community_id, [shelf.good.id for shelf in shelves], today, besides=account.id),
        own=open_reservations(current_user.community_id, today, account.id),
        history=latest_redemptions(current_user.community_id, account.id),
        refused=refused,
        book=book,
        token=request.form.get("token") or str(uuid.uuid4()),
        said=request.form,
        exchange_words=exchange_words,
    )


def _book() -> RuleBook:
    return rule_book_in_force(current_user.community_id, f"{clock.today(current_user.community):%Y-%m}")[1]


def _account(key: int) -> Account:
    return accounts_by_id(current_user.community_id, {key}).get(key) or abort(404)
