"""Scores: computed from what is approved now, and as they were kept when the month was scored."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from webapp.domain.chains import Resolution
from webapp.domain.line import Line
from webapp.domain.scoring import AccountScore, score_month
from webapp.extensions import db
from webapp.models import Account, Community, Courtyard, Lane, Month, Score
from webapp.queries.accounts import accounts_in
from webapp.queries.deeds import deed_claims
from webapp.queries.observations import resolutions
from webapp.queries.rule_books import rule_book_in_force


@dataclass(frozen=True, slots=True)
class ScoredAccount:
    """An account with its score, kept or computed."""

    account: Account
    score: AccountScore


Seen = dict[int, Resolution]  # what counts, by courtyard


def computed_scores(community_id: int, month: str, seen: Seen, today: dt.date | None = None) -> list[ScoredAccount]:
    """The scores of all enrolled courtyards by lane and number, from what was `seen`; with `today` provisional ones."""
    _, book = rule_book_in_force(community_id, month)
    deeds = deed_claims(community_id, month)
    return [
        ScoredAccount(
            account,
            score_month(
                book,
                month,
                seen[account.courtyard_id].observations if account.courtyard_id in seen else (),
                deeds.get(account.courtyard_id, ()),
                today,
            ),
        )
        for account in accounts_in(community_id, month)
    ]


def provisional_score(community: Community, courtyard: Courtyard, month: str, today: dt.date) -> AccountScore:
    """What `month` would give this courtyard by what is approved until now; writes nothing."""
    _, book = rule_book_in_force(community.id, month)
    resolution = resolutions(community.id, month, courtyard.id).get(courtyard.id)
    deeds = deed_claims(community.id, month, courtyard.id).get(courtyard.id, ())
    return score_month(book, month, resolution.observations if resolution else (), deeds, today)


def ambiguous_courtyards(month: str, seen: Seen) -> set[int]:
    """Courtyards where several approved checks claim to replace the same one: staff choose before scoring."""
    return {
        courtyard for courtyard, resolution in seen.items() if any(each.month == month for each in resolution.ambiguous)
    }


def kept_scores(month: Month) -> list[ScoredAccount]:
    """The scores kept when the month was scored, by lane and door number."""
    rows = db.session.scalars(
        select(Score)
        .join(Score.account)
        .join(Account.courtyard)
        .join(Courtyard.lane)
        .where(Score.community_id == month.community_id, Score.month_id == month.id)
        .order_by(Lane.position, Lane.id, Courtyard.sort_key, Account.id)
        .options(contains_eager(Score.account).contains_eager(Account.courtyard).contains_eager(Courtyard.lane))
    )
    return [ScoredAccount(row.account, as_score(row)) for row in rows]


def kept_score(community_id: int, account_id: int, month: str) -> Score | None:
    """The kept score of one account, whatever state its month is in."""
    return db.session.scalar(
        select(Score)
        .join(Month, Month.id == Score.month_id)
        .where(Score.community_id == community_id, Score.account_id == account_id, Month.name == month)
    )


def totals_of(community_id: int, month: str) -> dict[int, int]:
    """The totals kept for `month`, by account; accounts that were not assessed are left out."""
    found = db.session.execute(
        select(Score.account_id, Score.total)
        .join(Month, Month.id == Score.month_id)
        .where(Score.community_id == community_id, Month.name == month, Score.assessed)
    )
    return dict(found.all())


def as_score(row: Score) -> AccountScore:
    lines = tuple(Line.from_data(line) for line in row.lines)
    return AccountScore(row.assessed, row.base, row.bonus, row.total, lines)
