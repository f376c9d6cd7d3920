"""The catalogue of goods, and what moves each of them."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from webapp.blueprints.staff import blueprint
from webapp.blueprints.staff.budget import fen_of
from webapp.domain.goods.stock import Move
from webapp.models import Good
from webapp.office import exchange_words
from webapp.office.frame import row_key
from webapp.operations.keep_good import GoodWords, keep_good
from webapp.operations.keep_picture import keep_picture
from webapp.operations.move_stock import BY_HAND, Movement, move_stock
from webapp.pictures import answer_picture
from webapp.queries.goods import entries_of_good, good_by_id, shelf_of, shelves_of

NO_NUMBER = -1


@blueprint.get("/goods/")
def goods():
    return _list()


@blueprint.post("/goods/")
def add_good():
    kept = _keep()
    if isinstance(kept, str):
        return _list(kept), 422
    return redirect(url_for("staff.good", key=kept.id), 303)


@blueprint.get("/goods/<int:key>/")
def good(key: int):
    return _page(_good(key))


@blueprint.post("/goods/<int:key>/")
def change_good(key: int):
    kept = _keep(_good(key).id)
    if isinstance(kept, str):
        return _page(_good(key), kept), 422
    return redirect(url_for("staff.good", key=key, kept=1), 303)


@blueprint.get("/goods/<int:key>/picture/<size>.jpg")
def good_picture(key: int, size: str):
    return answer_picture(current_user.community_id, _good(key).picture or abort(404), size)


@blueprint.post("/goods/<int:key>/moves")
def move_good(key: int):
    refusal = move_stock(current_user, _good(key).id, _movement(request.form))
    if refusal:
        return _page(_good(key), refusal), 422
    return redirect(url_for("staff.good", key=key, moved=1), 303)


def _keep(key: int | None = None) -> Good | str:
    """The picture first: its bytes are here before the catalogue names them."""
    file = request.files.get("picture")
    picture, problem = keep_picture(current_user.community_id, file.read() if file else b"")
    if problem:
        return problem
    if picture is None and "no_picture" in request.form:
        picture = ""
    return keep_good(current_user, _words(request.form), key, picture)


def _words(form: MultiDict[str, str]) -> GoodWords:
    """A number that is none is one that no rule allows."""
    most = form.get("most_each", "").strip()
    return GoodWords(
        name=form.get("name", ""),
        unit=form.get("unit", ""),
        points=_number(form, "points"),
        low_at=_number(form, "low_at", empty=0),
        most_each=_number(form, "most_each") if most else None,
        sponsor=form.get("sponsor", ""),
        on_offer="off" not in form,
    )


def _movement(form: MultiDict[str, str]) -> Movement:
    move = form.get("move", "")
    return Movement(
        Move(move) if move in BY_HAND else Move.ISSUED,
        _number(form, "quantity"),
        fen_of(form.get("yuan", "")),
        form.get("words", ""),
    )


def _number(form: MultiDict[str, str], name: str, empty: int = NO_NUMBER) -> int:
    text = form.get(name, "").strip()
    try:
        return row_key(text) if text.strip("0") else (0 if text else empty)
    except ValueError:
        return NO_NUMBER


def _list(problem: str = "") -> str:
    shelves = shelves_of(current_user.community_id)
    return render_template(
        "staff/goods.html", shelves=shelves, problem=problem, said=request.form, exchange_words=exchange_words
    )


def _page(found: Good, problem: str = "") -> str:
    return render_template(
        "staff/good.html",
        shelf=shelf_of(found),
        entries=entries_of_good(found),
        moves=BY_HAND,
        problem=problem,
        said=request.form,
        exchange_words=exchange_words,
    )


def _good(key: int) -> Good:
    return good_by_id(current_user.community_id, key) or abort(404)
