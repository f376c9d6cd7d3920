"""The publication: what the board shows of a month, as one document that is kept as it was shown."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median_low
from typing import Any

from webapp.domain.names import NameMask, mask_name, surname
from webapp.domain.numbering import sort_key
from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.line import Kind
from webapp.domain.scoring.rating import commended
from webapp.domain.scoring.score import AccountScore

__all__ = ["Heading", "Row", "document_digest", "document_text", "mask_name", "publish", "surname"]

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Heading:
    """What a publication says of itself; `number` counts the month's publications from 1, `mask` is one of NameMask."""

    community: str
    month: str
    number: int
    rule_version: int
    published_on: dt.date
    open_until: dt.date
    mask: str = NameMask.SURNAME


@dataclass(frozen=True, slots=True)
class Row:
    """An account with its holder's full name, which the document masks.

    Whose points go to somebody else is not ranked.
    """

    account: int
    lane: str
    lane_position: int
    number: str
    holder: str
    score: AccountScore
    is_ranked: bool = True


def publish(heading: Heading, rule_book: RuleBook, rows: Iterable[Row]) -> dict[str, Any]:
    """The document: rows by lane and door number, never by rank, with names masked."""
    ordered = sorted(rows, key=lambda row: (row.lane_position, row.lane, sort_key(row.number)))
    totals = {row.account: row.score.total for row in ordered if row.score.assessed}
    best = commended(rule_book.commendation, _unvetoed(ordered))
    return {
        "format": FORMAT,
        "community": heading.community,
        "month": heading.month,
        "number": heading.number,
        "rule_version": heading.rule_version,
        "published_on": heading.published_on.isoformat(),
        "open_until": heading.open_until.isoformat(),
        "full": rule_book.full,
        "courtyards": len(ordered),
        "assessed": len(totals),
        "median": median_low(totals.values()) if totals else None,
        "distribution": [{"total": total, "count": count} for total, count in sorted(Counter(totals.values()).items())],
        "restored": _count(ordered, Kind.RESTORED).total(),
        "faults": _faults(rule_book, ordered),
        "commended": [_door(row, heading.mask) for row in ordered if row.account in best],
        "lanes": _lanes(ordered, best, heading.mask),
    }


def document_text(document: dict[str, Any]) -> str:
    """The one text of a document that is stored and hashed."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def document_digest(text: str) -> str:
    """SHA-256 of the stored text's UTF-8 bytes, lower-case hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def published_row(document: dict[str, Any], account: int) -> dict[str, Any] | None:
    """The row of one account, or None when it does not stand in this document."""
    return next((row for lane in document["lanes"] for row in lane["rows"] if row["account"] == account), None)


def _unvetoed(ordered: list[Row]) -> dict[int, int]:
    """The totals that can be commended."""
    ranked = [row for row in ordered if row.is_ranked and not row.score.vetoed]
    return {row.account: row.score.total for row in ranked if row.score.assessed}


def _lanes(ordered: list[Row], best: frozenset[int], mask: str) -> list[dict[str, Any]]:
    lanes: dict[str, list[dict[str, Any]]] = {}
    for row in ordered:
        lanes.setdefault(row.lane, []).append(_row(row, row.account in best, mask))
    return [{"name": name, "rows": rows} for name, rows in lanes.items()]


def _door(row: Row, mask: str) -> dict[str, Any]:
    return {"lane": row.lane, "number": row.number, "name": _masked(row, mask)}


def _masked(row: Row, mask: str) -> str:
    """Whoever has no number is known by nothing but the name."""
    return mask_name(row.holder, mask if row.number else NameMask.SURNAME)


def _row(row: Row, is_commended: bool, mask: str) -> dict[str, Any]:
    """Not assessed has no figures at all, rather than a 0 that would read as a score."""
    score = row.score
    return {
        "account": row.account,
        "number": row.number,
        "name": _masked(row, mask),
        "assessed": score.assessed,
        "base": score.base if score.assessed else None,
        "bonus": score.bonus if score.assessed else None,
        "total": score.total if score.assessed else None,
        "commended": is_commended,
        "adjusted": score.adjusted,
        "faults": [line.code for line in score.lines if line.kind == Kind.DEDUCTION],
    }


def _faults(rule_book: RuleBook, ordered: list[Row]) -> list[dict[str, Any]]:
    """How many courtyards lost each item's point, the commonest first; with labels, since rule books change."""
    counted = _count(ordered, Kind.DEDUCTION)
    items = sorted((item for item in rule_book.items if counted[item.code]), key=lambda item: -counted[item.code])
    return [
        {"code": item.code, "zh": item.fault.zh, "en": item.fault.en, "count": counted[item.code]} for item in items
    ]


def _count(ordered: list[Row], kind: Kind) -> Counter[str]:
    return Counter(line.code for row in ordered for line in row.score.lines if line.kind == kind)
