"""What hangs on the boards of a sub-district's communities: the one look across them, at what is public anyway."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select

from webapp.domain.months.figures import Figures, figures_of
from webapp.extensions import db
from webapp.models import Community, Month, Publication
from webapp.queries.boards import months_on_board
from webapp.queries.rule_books import rule_book_of_version

MONTHS = 12
KEPT = 2000  # figures of publications, a few hundred bytes each


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """One community's month as it hangs on its board; `groups` are labels (zh, en) with how many are faulty."""

    community: Community
    month: str
    published_on: dt.date
    figures: Figures
    groups: tuple[tuple[dict[str, str], int], ...]


def district_names() -> list[str]:
    found = select(Community.district).where(Community.district != "").distinct().order_by(Community.district)
    return list(db.session.scalars(found))


def communities_of_district(name: str) -> list[Community]:
    found = select(Community).where(Community.district == name).order_by(Community.name, Community.id)
    return list(db.session.scalars(found)) if name else []


def district_rows(communities: list[Community]) -> dict[str, list[DistrictRow]]:
    """By month, the newest first, the communities on whose boards it hangs; at most a year of months."""
    hanging = {community.id: months_on_board(community) for community in communities}
    newest = sorted({month for months in hanging.values() for month in months}, reverse=True)[:MONTHS]
    rows: dict[str, list[DistrictRow]] = {month: [] for month in newest}
    for community in communities:
        for month in set(hanging[community.id]) & set(newest):
            rows[month].append(_row(community, month))
    return rows


def _row(community: Community, month: str) -> DistrictRow:
    """By the keys of its publications, so that what was computed once is not read again."""
    keys = db.session.scalars(
        select(Publication.id)
        .join(Publication.month)
        .where(Publication.community_id == community.id, Month.name == month)
        .order_by(Publication.number)
    ).all()
    digests = db.session.scalars(
        select(Publication.digest)
        .where(Publication.community_id == community.id, Publication.id.in_((keys[0], keys[-1])))
        .order_by(Publication.number)
    ).all()
    published_on, figures, groups = _computed(community.id, keys[0], keys[-1], tuple(digests))
    return DistrictRow(community, month, published_on, figures, groups)


@lru_cache(maxsize=KEPT)
def _computed(community_id: int, first: int, last: int, digests: tuple[str, ...]):
    """Publications never change, so neither does this; `digests` tell installations of one process apart."""
    documents = {
        key: json.loads(text)
        for key, text in db.session.execute(
            select(Publication.id, Publication.document).where(
                Publication.community_id == community_id, Publication.id.in_((first, last))
            )
        )
    }
    latest = documents[last]
    book = rule_book_of_version(community_id, latest["rule_version"])
    assert book is not None, "a month is published by a version that exists"
    figures = figures_of(latest, documents[first], {item.code: item.group for item in book.items})
    labels = {group.code: {"zh": group.label.zh, "en": group.label.en} for group in book.groups}
    groups = tuple((labels.get(code, {"zh": code, "en": code}), count) for code, count in figures.faulty)
    return dt.date.fromisoformat(documents[first]["published_on"]), figures, groups
