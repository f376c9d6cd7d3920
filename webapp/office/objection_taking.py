"""Taking an objection at the counter: finding whose it is, and what of the score they mean."""

from __future__ import annotations

from typing import Any

from flask_login import current_user

from webapp import clock
from webapp.domain.months.cycle import SHOWN, State
from webapp.domain.numbering import normalise_number
from webapp.office import objection_words
from webapp.office.objection_pages import rows_of
from webapp.queries.account_labels import account_label, account_labels
from webapp.queries.accounts import accounts_by_id
from webapp.queries.boards import published_month_names
from webapp.queries.months import month_named
from webapp.queries.objectionable import disputable
from webapp.queries.objections import objections_of
from webapp.queries.publications import publications_of
from webapp.queries.rule_books import rule_book_scored_by
from webapp.queries.scores import as_score, kept_score

MOST_FOUND = 20


def search_page(asked: str) -> dict[str, Any]:
    """The accounts whose door number, holder or name is `asked`, with the newest published month to object to."""
    months = published_month_names(current_user.community)
    wanted = normalise_number(asked)
    labels = account_labels(current_user.community_id, clock.today(current_user.community)) if wanted else {}
    found = [
        (key, label)
        for key, label in sorted(labels.items(), key=lambda each: (each[1].part, each[1].order))
        if wanted == normalise_number(label.name) or (asked.strip() and asked.strip() == label.holder)
    ]
    return {"asked": asked, "found": found[:MOST_FOUND], "newest": months[0] if months else ""}


def taking_page(month: str, account: int) -> dict[str, Any] | None:
    """None when this account has no published score of that month."""
    community_id, row = current_user.community_id, month_named(current_user.community_id, month)
    found = accounts_by_id(community_id, [account]).get(account)
    score = kept_score(community_id, account, month)
    if row is None or row.state not in SHOWN or found is None or score is None:
        return None
    today, latest = clock.today(current_user.community), publications_of(community_id, month)[0]
    return {
        "month": row,
        "account": found,
        "label": account_label(found, today),
        "book": rule_book_scored_by(row),
        "score": as_score(score),
        "choices": disputable(found, month, as_score(score)),
        "known": rows_of(objections_of(community_id, account, month)),
        "open_until": latest.open_until,
        "is_late": row.state != State.PUBLISHED or today > latest.open_until,
        "months": published_month_names(current_user.community),
        "say": objection_words,
    }
