"""The ledger's chain: each entry's digest hangs on the one before it, so that no entry can change unnoticed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from webapp.domain.ledger.entry import Entry

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Posting:
    """An entry in its place. `sequence` counts from 1; `made_at` is milliseconds since 1970 in UTC; `publication` is 0
    for what was spent or cleared.
    """

    sequence: int
    entry: Entry
    publication: int
    maker: int
    made_at: int
    previous_digest: str
    digest: str


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold: sequence_differs, previous_differs or digest_differs."""

    sequence: int
    reason: str


def chain(previous_digest: str, sequence: int, entry: Entry, *, publication: int, maker: int, made_at: int) -> Posting:
    """The entry as the next link after `previous_digest` (GENESIS for the first)."""
    digest = _digest(previous_digest, sequence, entry, publication, maker, made_at)
    return Posting(sequence, entry, publication, maker, made_at, previous_digest, digest)


def verify_chain(postings: Iterable[Posting]) -> Break | None:
    """The first break of a whole chain given in order, or None if it holds."""
    previous, expected = GENESIS, 1
    for posting in postings:
        reason = _fault(posting, previous, expected)
        if reason:
            return Break(expected, reason)
        previous, expected = posting.digest, expected + 1
    return None


def _fault(posting: Posting, previous: str, expected: int) -> str | None:
    if posting.sequence != expected:
        return "sequence_differs"
    if posting.previous_digest != previous:
        return "previous_differs"
    found = _digest(previous, expected, posting.entry, posting.publication, posting.maker, posting.made_at)
    return None if posting.digest == found else "digest_differs"


def _digest(previous_digest: str, sequence: int, entry: Entry, publication: int, maker: int, made_at: int) -> str:
    """SHA-256 over one field a line, each with its length before it, so that no two postings read alike."""
    fields = (
        previous_digest,
        sequence,
        entry.account,
        entry.bucket,
        entry.month,
        entry.kind,
        entry.code,
        entry.amount,
        entry.source,
        entry.rule_version,
        publication,
        maker,
        made_at,
    )
    texts = map(str, fields)
    return hashlib.sha256("\n".join([f"{len(text)}:{text}" for text in texts]).encode()).hexdigest()
