"""A door plate's page: the courtyard's row of the latest publication, and the lines it is made of."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

from webapp.domain.months.publication import published_row
from webapp.explanations import Row, explain
from webapp.models import Account, Community, Courtyard
from webapp.queries.accounts import account_of
from webapp.queries.boards import latest_publication
from webapp.queries.rule_books import rule_book_of_version
from webapp.queries.scores import as_score, kept_score


@dataclass(frozen=True, slots=True)
class Door:
    """`row` is None while this courtyard stands in no publication; its `lines` say no more than kind, day, points."""

    community: Community
    courtyard: Courtyard
    month: str = ""
    full: int = 0
    row: dict | None = None
    lines: tuple[Row, ...] = ()
    open_until: dt.date | None = None
    is_open: bool = False
    digest: str = ""


def build_door(community: Community, courtyard: Courtyard, today: dt.date) -> Door:
    publication = latest_publication(community)
    if publication is None:
        return Door(community, courtyard)
    document = json.loads(publication.document)
    account = account_of(courtyard, document["month"])
    if account is None:
        return Door(community, courtyard)
    row = published_row(document, account.id)
    return Door(
        community=community,
        courtyard=courtyard,
        month=document["month"],
        full=document["full"],
        row=row,
        lines=_lines(account, document) if row else (),
        open_until=publication.open_until,
        is_open=today <= publication.open_until,
        digest=publication.digest,
    )


def _lines(account: Account, document: dict) -> tuple[Row, ...]:
    score = kept_score(account.community_id, account.id, document["month"])
    book = rule_book_of_version(account.community_id, document["rule_version"])
    return tuple(explain(book, as_score(score).lines)) if score and book else ()
