"""What every list of deeds shows beside them: holders, households to choose from, names of accounts, the rules."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask_login import current_user

from webapp import clock
from webapp.models import Deed
from webapp.queries.account_labels import account_labels
from webapp.queries.deed_desk import desk_deeds
from webapp.queries.deeds import households_of_courtyards
from webapp.queries.holders import courtyard_holders
from webapp.queries.rule_books import rule_book_in_force


def rows_page(deeds: Collection[Deed]) -> dict[str, Any]:
    """The context of `deeds` on the desk."""
    today, community = clock.today(current_user.community), current_user.community_id
    return {
        "rows": desk_deeds(current_user, today, deeds),
        "holders": courtyard_holders(community, today),
        "households": households_of_courtyards(community, {deed.courtyard_id for deed in deeds if deed.courtyard_id}),
        "labels": account_labels(community, today, {deed.account_id for deed in deeds if deed.account_id}),
        "book": rule_book_in_force(community, f"{today:%Y-%m}")[1],
    }
