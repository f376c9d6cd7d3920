"""Proofs that an account's published figures stand under the roots of a month's publications."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from webapp.domain.months.proof import Proof, prove
from webapp.domain.months.root import GENESIS, leaves, lines_digest, rulings_leaf, shown_in
from webapp.extensions import db
from webapp.models import Account, Publication, PublicationLeaf
from webapp.queries.publications import publications_of
from webapp.queries.scores import as_score, kept_score


@dataclass(frozen=True, slots=True)
class Proven:
    """A publication with its proof; without one, `lack` says why: no_root, not_in_it, forgotten, not_kept."""

    publication: Publication
    proof: Proof | None
    lack: str = ""


def proofs_of(account: Account, month: str) -> list[Proven]:
    """For every publication of the month, the newest first."""
    found = publications_of(account.community_id, month)
    kept = _leaves(account.community_id, [each.id for each in found])
    return [_proven(account, each, kept[each.id], is_newest=each is found[0]) for each in found]


def _leaves(community_id: int, publications: Collection[int]) -> dict[int, list[PublicationLeaf]]:
    rows = db.session.scalars(
        select(PublicationLeaf)
        .where(PublicationLeaf.community_id == community_id, PublicationLeaf.publication_id.in_(publications))
        .order_by(PublicationLeaf.position)
    )
    kept: defaultdict[int, list[PublicationLeaf]] = defaultdict(list)
    for row in rows:
        kept[row.publication_id].append(row)
    return kept


def _proven(account: Account, publication: Publication, kept: list[PublicationLeaf], *, is_newest: bool) -> Proven:
    if not publication.root:
        return Proven(publication, None, "no_root")
    own = next((each for each in kept if each.account_id == account.id), None)
    if own is None:
        return Proven(publication, None, "not_in_it")
    if own.salt is None:
        return Proven(publication, None, "forgotten")
    lines = own.lines or (_lines_now(account, publication.month.name) if is_newest else None)
    if lines is None:
        return Proven(publication, None, "not_kept")
    document = json.loads(publication.document)
    [shown] = [each for each in shown_in(document, _same_for_all(kept, lines)) if each.account == account.id]
    rulings = document.get("rulings")
    of_rulings = rulings_leaf(rulings["count"], rulings.get("head", "")) if rulings else None
    all_leaves = leaves(publication.previous_root or GENESIS, [each.leaf for each in kept], of_rulings)
    return Proven(publication, prove(publication.root, own.salt, shown, all_leaves, own.position))


def _same_for_all(kept: list[PublicationLeaf], lines: str) -> dict[int, str]:
    return {each.account_id: lines for each in kept}


def _lines_now(account: Account, month: str) -> str | None:
    """Of a publication by a version that kept no digests: the explanation is still the published one."""
    score = kept_score(account.community_id, account.id, month)
    return lines_digest(as_score(score).lines) if score else None
