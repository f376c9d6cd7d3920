"""Scores: computed from what is approved now, and as they were kept when the month was scored."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Row, select

from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.carried import Carried
from webapp.domain.scoring.evaluation import book_for, evaluate
from webapp.domain.scoring.line import Line
from webapp.domain.scoring.score import AccountScore, score_month
from webapp.extensions import db
from webapp.models import Account, Courtyard, Lane, Month, Score
from webapp.queries.accounts import ASKED, AccountRow
from webapp.queries.adjustments import adjustments_in
from webapp.queries.handed_on import handed_on
from webapp.queries.observations import resolutions
from webapp.queries.rule_books import rule_book_in_force
from webapp.queries.ruled_adjustments import ruled_adjustments
from webapp.queries.scoring_input import Seen, before, events_in, events_of, scored_accounts, subjects_of

# Plain columns: a month has hundreds of scores, and what waits for them is publishing.
KEPT = (Score.assessed, Score.base, Score.bonus, Score.total, Score.lines, Score.carried, Score.vetoed)


@dataclass(frozen=True, slots=True)
class ScoredAccount:
    """An account with its score, kept or computed."""

    account: AccountRow
    score: AccountScore


def computed_scores(
    community_id: int, month: str, seen: Seen, today: dt.date | None = None, book: RuleBook | None = None
) -> list[ScoredAccount]:
    """The scores of all accounts in the order of the board, from what was `seen`; with `today` provisional ones.

    By `book`, else by the one in force.
    """
    book = book or rule_book_in_force(community_id, month)[1]
    accounts = scored_accounts(community_id, month, book)
    events = events_in(community_id, month, accounts, seen)
    scores = evaluate(book, month, subjects_of(accounts), events, before(community_id, month, book), today)
    late, ruled = adjustments_in(community_id, month), ruled_adjustments(community_id, month)
    return [
        ScoredAccount(
            account,
            scores[account.id].adjusted_by((*late.get(account.courtyard_id or 0, ()), *ruled.get(account.id, ()))),
        )
        for account in accounts
    ]


def provisional_score(account: Account, month: str, today: dt.date, book: RuleBook | None = None) -> AccountScore:
    """What `month` would give this account alone by what is approved until now; writes nothing.

    Not by a book whose scores depend on those of others: of a family, or of all that share a budget.
    """
    community_id = account.community_id
    book = book or rule_book_in_force(community_id, month)[1]
    courtyard = account.courtyard_id
    seen = resolutions(community_id, month, courtyard) if courtyard else {}
    happened = events_of(account, month, seen)
    before = handed_on(account, month)
    own = book_for(book, account.kind)
    score = score_month(own, month, happened.observations, happened.claims, today, before.carried)
    late = adjustments_in(community_id, month).get(courtyard or 0, ()) if before.is_late else ()
    ruled = ruled_adjustments(community_id, month).get(account.id, ()) if before.is_ruled else ()
    return score.adjusted_by((*late, *ruled))


def ambiguous_courtyards(month: str, seen: Seen) -> set[int]:
    """Courtyards where several approved checks claim to replace the same one: staff choose before scoring."""
    return {
        courtyard for courtyard, resolution in seen.items() if any(each.month == month for each in resolution.ambiguous)
    }


def kept_scores(month: Month) -> list[ScoredAccount]:
    """The scores kept when the month was scored, by lane and door number."""
    rows = db.session.execute(
        select(*ASKED, *KEPT)
        .join(Score.account)
        .outerjoin(Account.courtyard)
        .outerjoin(Courtyard.lane)
        .where(Score.community_id == month.community_id, Score.month_id == month.id)
        .order_by(Lane.position, Lane.id, Courtyard.sort_key, Account.kind, Account.group_name, Account.id)
    )
    return [ScoredAccount(AccountRow._make(row[: len(ASKED)]), as_score(row)) for row in rows]


def kept_account_scores(month: Month) -> dict[int, AccountScore]:
    """The same by account."""
    return {each.account.id: each.score for each in kept_scores(month)}


def kept_earned(month: Month) -> dict[int, int]:
    """What deeds brought in the month, by account."""
    found = select(Score.account_id, Score.earned).where(
        Score.community_id == month.community_id, Score.month_id == month.id
    )
    return dict(db.session.execute(found).all())


def kept_score(community_id: int, account_id: int, month: str) -> Score | None:
    """The kept score of one account, whatever state its month is in."""
    return db.session.scalar(
        select(Score)
        .join(Month, Month.id == Score.month_id)
        .where(Score.community_id == community_id, Score.account_id == account_id, Month.name == month)
    )


def totals_of(community_id: int, month: str, *, rated: bool = False) -> dict[int, int]:
    """The totals kept for `month`, by account, of those that were assessed; `rated` leaves the vetoed out."""
    found = (
        select(Score.account_id, Score.total)
        .join(Month, Month.id == Score.month_id)
        .where(Score.community_id == community_id, Month.name == month, Score.assessed)
    )
    return dict(db.session.execute(found.where(Score.vetoed.is_(False)) if rated else found).all())


def as_score(row: Score | Row) -> AccountScore:
    lines = tuple(Line.from_data(line) for line in row.lines)
    carried = Carried.from_data(row.carried or {})
    return AccountScore(row.assessed, row.base, row.bonus, row.total, lines, carried, row.vetoed)
