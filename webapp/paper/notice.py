"""A published month for the notice board, from the publication's own document; and its fingerprints."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

from webapp.domain.months.corrections import Correction, corrections
from webapp.domain.rules.book import RuleBook
from webapp.models import Community, Publication
from webapp.queries.ledger_of_publication import LedgerEnd, ledger_end
from webapp.queries.rule_books import rule_book_of_version

GROUP, SHOWN = 4, 16  # letters in a group, and those of the short form


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A digest, its beginning to compare by eye and all of it."""

    whole: str

    @property
    def short(self) -> str:
        return grouped(self.whole[:SHOWN])

    @property
    def groups(self) -> str:
        return grouped(self.whole)


@dataclass(frozen=True, slots=True)
class Notice:
    """`address` is where the month stands for ever."""

    community: str
    contact: str
    month: str
    address: str
    document: dict[str, Any]
    published_on: dt.date
    open_until: dt.date
    corrections: list[Correction]
    root: Fingerprint | None
    ledger: LedgerEnd | None
    base: int
    bonus_cap: int
    restore_days: int

    @property
    def ledger_head(self) -> Fingerprint | None:
        return Fingerprint(self.ledger.digest) if self.ledger else None

    @property
    def digest(self) -> str:
        """Changes when anything that is printed changes."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

    @property
    def faults_total(self) -> int:
        return sum(each["count"] for each in self.document["faults"])


def notice_of(
    community: Community, publications: list[Publication], address: str, book: RuleBook | None = None
) -> Notice:
    """The newest of `publications`, which are of one month, newest first; its `book` where that is known already."""
    newest = publications[0]
    document = json.loads(newest.document)
    book = book or rule_book_of_version(community.id, document["rule_version"])
    before = json.loads(publications[1].document) if len(publications) > 1 else None
    return Notice(
        community=document["community"],
        contact=community.contact,
        month=document["month"],
        address=address,
        document=document,
        published_on=dt.date.fromisoformat(document["published_on"]),
        open_until=newest.open_until,
        corrections=corrections(document, before) if before else [],
        root=Fingerprint(document["root"]) if document.get("root") else None,
        ledger=ledger_end(newest),
        **_rules(book),
    )


def _rules(book: RuleBook | None) -> dict[str, int]:
    """The figures of *how it is counted*; zeros leave a sentence out."""
    if book is None or not book.items:
        return {"base": 0, "bonus_cap": 0, "restore_days": 0}
    return {"base": book.base, "bonus_cap": book.bonus_cap or 0, "restore_days": book.restore_days}


def grouped(letters: str) -> str:
    return " ".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))
