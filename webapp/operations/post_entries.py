"""Post entries to the ledger, each chained to the one before it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import insert
from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.ledger.chain import GENESIS, Posting, chain
from webapp.domain.ledger.entry import Entry
from webapp.models import LedgerEntry, Publication, User
from webapp.queries.ledger import last_entry

NEW_ENTRIES = insert(LedgerEntry)


def post_entries(
    session: Session, maker: User, entries: Iterable[Entry], publication: Publication | None = None
) -> None:
    """Call it under the community's lock: the chain has one end."""
    last = last_entry(maker.community_id)
    sequence, previous = (last.sequence, last.digest) if last else (0, GENESIS)
    made_at, published = clock.now_milliseconds(), publication.id if publication else 0
    rows = []
    for place, entry in enumerate(entries, start=sequence + 1):
        posting = chain(previous, place, entry, publication=published, maker=maker.id, made_at=made_at)
        previous = posting.digest
        rows.append(_row(maker.community_id, posting))
    if rows:
        session.connection().execute(NEW_ENTRIES, rows)


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
        "publication_id": posting.publication or None,
        "rule_version": entry.rule_version,
        "maker_id": posting.maker,
        "made_at": clock.from_milliseconds(posting.made_at),
        "previous_digest": posting.previous_digest,
        "digest": posting.digest,
    }
