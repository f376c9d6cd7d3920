"""Whether the goods that came in are accounted for, and who got what."""

from __future__ import annotations

from flask import render_template
from flask_login import current_user

from webapp import clock
from webapp.blueprints.oversight import blueprint
from webapp.office import exchange_words
from webapp.queries.account_labels import account_labels
from webapp.queries.counter import latest_redemptions
from webapp.queries.goods import latest_entries, shelves_of


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
        exchange_words=exchange_words,
    )
