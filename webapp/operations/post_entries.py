"""Post the lines of published scores to the ledger, each chained to the entry before it."""

from __future__ import annotations

from sqlalchemy import insert
from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.ledger import entries_for
from webapp.domain.ledger_chain import GENESIS, Posting, chain
from webapp.models import LedgerEntry, Month, Publication, User
from webapp.queries.ledger import last_entry
from webapp.queries.rule_books import rule_book_of_version
from webapp.queries.scores import ScoredAccount


def post_entries(
    session: Session, month: Month, publication: Publication, maker: User, scored: list[ScoredAccount]
) -> None:
    """Call it under the community's lock: the chain has one end."""
    last = last_entry(month.community_id)
    sequence, previous = (last.sequence, last.digest) if last else (0, GENESIS)
    made_at = clock.now_milliseconds()
    book = rule_book_of_version(month.community_id, month.rule_version)
    assert book is not None, "the month was scored by a version that exists"
    bucket = book.buckets[0].code
    rows = []
    for each in scored:
        for entry in entries_for(each.score, each.account.id, month.name, month.rule_version, bucket):
            sequence += 1
            posting = chain(previous, sequence, entry, publication=publication.id, maker=maker.id, made_at=made_at)
            previous = posting.digest
            rows.append(_row(month.community_id, posting))
    if rows:
        session.execute(insert(LedgerEntry), rows)


def _row(community_id: int, posting: Posting) -> dict[str, object]:
    entry = posting.entry
    return {
        "community_id": community_id,
        "sequence": posting.sequence,
        "account_id": entry.account,
        "bucket": entry.bucket,
        "month": entry.month,
        "kind": entry.kind,
        "code": entry.code,
        "amount": entry.amount,
        "source": entry.source,
        "publication_id": posting.publication,
        "rule_version": entry.rule_version,
        "maker_id": posting.maker,
        "made_at": clock.from_milliseconds(posting.made_at),
        "previous_digest": posting.previous_digest,
        "digest": posting.digest,
    }
