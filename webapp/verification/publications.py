"""Publications by themselves: the digest, what the document says of itself, the root, and the chain of roots."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from webapp import clock
from webapp.domain.months.publication import document_digest
from webapp.domain.months.root import GENESIS, publication_root, rulings_leaf
from webapp.domain.months.verification import Difference, Part, compare_fields
from webapp.models import Community, Publication
from webapp.queries.publications import all_publications, leaves_of
from webapp.verification.counts import Counts

DAYS = ("published_on", "open_until")
HEAD = {"community", "month", "number", "rule_version", *DAYS, "lanes"}
ROW = {"account", "number", "name", "assessed", "base", "bonus", "total", "commended"}


def publication_differences(community: Community, counts: Counts) -> Iterator[Difference]:
    """Of every month, in the order they were made: each root stands on the one before."""
    previous, begun = GENESIS, False
    numbers: Counter[str] = Counter()
    for publication in all_publications(community.id):
        month = publication.month.name
        numbers[month] += 1
        counts.publications += 1
        yield from _itself(publication, month, numbers[month], clock.local(community, publication.published_at).date())
        if publication.root is None and not begun:
            counts.unrooted += 1
            continue
        begun = True
        expected = {"previous_root": previous, "root": _root(publication)}
        found = {"previous_root": publication.previous_root, "root": publication.root}
        yield from compare_fields(Part.ROOT, month, None, expected, found, f"{publication.number} ")
        previous = publication.root or GENESIS


def read_document(publication: Publication) -> dict[str, Any] | None:
    """None when somebody made it unreadable."""
    try:
        document = json.loads(publication.document)
        days = [dt.date.fromisoformat(document[name]) for name in DAYS]
        whole = all(row.keys() >= ROW for lane in document["lanes"] for row in lane["rows"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return document if days and whole and document.keys() >= HEAD and _are_readable(document.get("rulings")) else None


def _are_readable(rulings: Any) -> bool:
    return rulings is None or (isinstance(rulings, dict) and isinstance(rulings.get("count"), int))


def _itself(publication: Publication, month: str, number: int, day: dt.date) -> Iterator[Difference]:
    digest = document_digest(publication.document)
    if digest != publication.digest:
        yield Difference(Part.PUBLICATION, month, None, f"{publication.number}", publication.digest, digest)
    document = read_document(publication) or {}
    stated = {
        "month": month,
        "number": number,
        "published_on": day.isoformat(),
        "open_until": publication.open_until.isoformat(),
        "root": publication.root,
        "previous_root": publication.previous_root,
    }
    said = {name: document.get(name) for name in stated}
    yield from compare_fields(Part.PUBLICATION, month, None, stated, said, f"{publication.number} ")
    if publication.number != number:
        yield Difference(Part.PUBLICATION, month, None, "number", str(number), str(publication.number))


def _root(publication: Publication) -> str:
    rulings = (read_document(publication) or {}).get("rulings")
    leaf = rulings_leaf(rulings["count"], rulings.get("head", "")) if rulings else None
    return publication_root(publication.previous_root or GENESIS, [each.leaf for each in leaves_of(publication)], leaf)
