"""The receipt: what was exchanged, who signed for it, on the screen or on paper, and taking it back."""

from __future__ import annotations

from base64 import b64decode

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp import clock
from webapp.blueprints.staff import blueprint
from webapp.database import release_connection
from webapp.models import Redemption
from webapp.office import exchange_words
from webapp.operations.hand_out import undo_handout
from webapp.operations.sign_receipt import sign_receipt
from webapp.paper.receipts import Receipt, other_points, receipt_pdf
from webapp.pictures import answer_drawing
from webapp.queries.account_labels import account_label
from webapp.queries.balances import balance_of
from webapp.queries.goods import issued_by
from webapp.queries.redemptions import redemption_by_id
from webapp.queries.signatures import signature_of

DRAWN = "data:image/png;base64,"


@blueprint.get("/receipts/<int:key>/")
def receipt(key: int) -> ResponseReturnValue:
    return _page(_redemption(key))


@blueprint.post("/receipts/<int:key>/")
def undo_receipt(key: int) -> ResponseReturnValue:
    undo_handout(current_user, _redemption(key).id)
    return redirect(url_for("staff.receipt", key=key), 303)


@blueprint.post("/receipts/<int:key>/signature")
def sign(key: int) -> ResponseReturnValue:
    found = _redemption(key)
    problem = sign_receipt(current_user, found.id, _drawn())
    if problem:
        return _page(_redemption(key), problem), 422 if problem == "no_signature" else 409
    return redirect(url_for("staff.receipt", key=key), 303)


@blueprint.get("/receipts/<int:key>/signature.png")
def receipt_signature(key: int) -> ResponseReturnValue:
    return answer_drawing((signature_of(current_user.community_id, key) or abort(404)).png)


@blueprint.get("/receipts/<int:key>/receipt.pdf")
def print_receipt(key: int) -> ResponseReturnValue:
    found = _redemption(key)
    signature, label = signature_of(current_user.community_id, key), account_label(found.account, _today())
    shown = Receipt(current_user.community, found, label, issued_by(found), signature.png if signature else b"")
    pdf = receipt_pdf(shown, before_printing=release_connection)
    answer = Response(pdf, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="sanbao-receipt-{key}.pdf"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _page(found: Redemption, problem: str = "") -> str:
    issued = issued_by(found)
    return render_template(
        "staff/receipt.html",
        redemption=found,
        label=account_label(found.account, _today()),
        issued=issued,
        other_points=other_points(found, issued),
        balance=balance_of(found.account),
        signature=signature_of(found.community_id, found.id),
        problem=problem,
        exchange_words=exchange_words,
    )


def _drawn() -> bytes:
    """What the page's script drew, as the form brings it; nothing where that is no picture."""
    text = request.form.get("signature", "")
    try:
        return b64decode(text.removeprefix(DRAWN), validate=True)
    except ValueError:
        return b""


def _today():
    return clock.today(current_user.community)


def _redemption(key: int) -> Redemption:
    return redemption_by_id(current_user.community_id, key) or abort(404)
