"""Whether the goods that came in are accounted for, and who got what."""

from __future__ import annotations

from flask import abort, render_template
from flask_login import current_user

from webapp import clock
from webapp.blueprints.oversight import blueprint
from webapp.office import exchange_words
from webapp.pictures import answer_drawing
from webapp.queries.account_labels import account_labels
from webapp.queries.counter import latest_redemptions
from webapp.queries.goods import latest_entries, shelves_of
from webapp.queries.signatures import signature_of, signed_among


@blueprint.get("/goods/")
def goods():
    community, latest = current_user.community_id, latest_redemptions(current_user.community_id)
    today = clock.today(current_user.community)
    return render_template(
        "oversight/goods.html",
        shelves=shelves_of(community),
        entries=latest_entries(community),
        latest=latest,
        labels=account_labels(community, today, {each.account_id for each in latest}),
        signed=signed_among(community, {each.id for each in latest}),
        exchange_words=exchange_words,
    )


@blueprint.get("/receipts/<int:key>/signature.png")
def receipt_signature(key: int):
    return answer_drawing((signature_of(current_user.community_id, key) or abort(404)).png)
