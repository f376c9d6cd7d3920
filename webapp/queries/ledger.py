"""The ledger: its end, its entries, its balances."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Row, select

from webapp import clock
from webapp.domain.ledger.chain import Break, Posting, verify_chain
from webapp.domain.ledger.entry import Entry
from webapp.extensions import db
from webapp.models import LedgerEntry
from webapp.queries.account_labels import AccountLabel, account_labels


def last_entry(community_id: int) -> LedgerEntry | None:
    """The end of the community's chain."""
    return db.session.scalar(
        select(LedgerEntry)
        .where(LedgerEntry.community_id == community_id)
        .order_by(LedgerEntry.sequence.desc())
        .limit(1)
    )


def postings(community_id: int) -> Iterator[Posting]:
    """The whole chain in order, as the rules verify it."""
    # Plain rows: the chain grows for years, and all of it is read to verify it.
    rows = db.session.execute(
        select(*LedgerEntry.__table__.columns)
        .where(LedgerEntry.community_id == community_id)
        .order_by(LedgerEntry.sequence)
    )
    return (as_posting(row) for row in rows)


def chain_break(community_id: int) -> Break | None:
    """Where the community's ledger does not hold, or None: recomputed from its first entry."""
    return verify_chain(postings(community_id))


def as_posting(row: LedgerEntry | Row) -> Posting:
    entry = Entry(row.account_id, row.bucket, row.month, row.kind, row.code, row.amount, row.source, row.rule_version)
    return Posting(
        row.sequence,
        entry,
        row.publication_id or 0,
        row.maker_id,
        clock.milliseconds(row.made_at),
        row.previous_digest,
        row.digest,
    )


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """An entry with the words for its account."""

    row: LedgerEntry
    label: AccountLabel


def ledger_lines(community_id: int, page: int, size: int, day: dt.date) -> list[LedgerLine]:
    """One page, the newest first; one more than `size` when there is a next page. Accounts have holders of `day`."""
    found = db.session.scalars(
        select(LedgerEntry)
        .where(LedgerEntry.community_id == community_id)
        .order_by(LedgerEntry.sequence.desc())
        .offset((page - 1) * size)
        .limit(size + 1)
    ).all()
    labels = account_labels(community_id, day, {row.account_id for row in found})
    return [LedgerLine(row, labels[row.account_id]) for row in found]
