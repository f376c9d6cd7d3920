"""The chain of what was done with objections: each step's digest hangs on the one before it in the community."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from webapp.domain.ledger.chain import GENESIS, Break


@dataclass(frozen=True, slots=True)
class About:
    """What an objection is about, which each of its steps seals again; `household` is 0 where none is named."""

    account: int
    publication: int
    month: str
    subject: str
    code: str
    sources: tuple[str, ...]
    household: int
    late: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A step in its place. `sequence` counts from 1 in the community, `number` from 1 in its objection; `maker` is 0
    for a household, `at` milliseconds since 1970 in UTC, `effects` the text of what it changes.
    """

    sequence: int
    objection: int
    number: int
    about: About
    step: str
    outcome: str
    text: str
    effects: str
    placed_in: str
    maker: int
    at: int
    previous_digest: str = ""
    digest: str = ""
    text_digest: str = ""  # of words that are not there any more


def seal(previous_digest: str, link: Link) -> Link:
    """The link behind `previous_digest` (GENESIS for the first)."""
    unsealed = replace(link, previous_digest=previous_digest)
    return replace(unsealed, digest=_digest(unsealed))


def verify_links(links: Iterable[Link]) -> Break | None:
    """The first break of a whole chain given in order, or None if it holds."""
    previous, expected = GENESIS, 1
    for link in links:
        if link.sequence != expected:
            return Break(expected, "sequence_differs")
        if link.previous_digest != previous:
            return Break(expected, "previous_differs")
        if link.digest != _digest(link):
            return Break(expected, "digest_differs")
        previous, expected = link.digest, expected + 1
    return None


def _digest(link: Link) -> str:
    """The words go in by their own hash: whoever may see only the chain learns nothing of them."""
    about = link.about
    return _hash(
        link.previous_digest,
        link.sequence,
        link.objection,
        link.number,
        about.account,
        about.publication,
        about.month,
        about.subject,
        about.code,
        _hash(*about.sources),
        about.household,
        int(about.late),
        link.step,
        link.outcome,
        _words(link),
        link.effects,
        link.placed_in,
        link.maker,
        link.at,
    )


def _words(link: Link) -> str:
    """Words that are there count themselves, whatever stands for those that went."""
    return link.text_digest if link.text_digest and not link.text else words_digest(link.text)


def words_digest(text: str) -> str:
    return _hash(text)


def _hash(*fields: object) -> str:
    texts: Sequence[str] = [str(field) for field in fields]
    return hashlib.sha256("".join(f"{len(text.encode())}:{text}\n" for text in texts).encode()).hexdigest()
