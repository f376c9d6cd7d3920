"""A closed month against its evidence: scores, lines, the document on the board, the ledger, texts and photos."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from webapp.domain.ledger.replay import keepers
from webapp.domain.months.republished import made_anew
from webapp.domain.months.root import account_leaf, lines_digest, shown_in
from webapp.domain.months.verification import Difference, Part, compare_documents, compare_scores
from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.evaluation import earned_by
from webapp.models import Community, Month, Publication
from webapp.queries.accounts import accounts_by_id
from webapp.queries.closed_months import ClosedMonth
from webapp.queries.evaluated_then import Recomputed
from webapp.queries.publications import leaves_of, publications_of
from webapp.queries.recomputed import recompute
from webapp.queries.rulings import rulings_taken_up
from webapp.queries.scores import kept_account_scores, kept_earned
from webapp.queries.stated_checks import stated_checks, stated_deeds
from webapp.verification.counts import Counts
from webapp.verification.entries import entry_differences
from webapp.verification.photos import photo_differences
from webapp.verification.publications import read_document
from webapp.verification.texts import check_differences, deed_differences

AT_ONCE = 50  # checks between two words of progress

Told = Callable[[int, int], None]


@dataclass(slots=True)
class Scene:
    """What a month is verified in. `photos` tells whether files are hashed, `expired` which may be gone; `told` learns
    how many checks of the month are done.
    """

    community: Community
    books: Mapping[int, RuleBook]
    photos: bool
    expired: Callable[[], Iterable[str]]
    entries: Counter[str]  # how many the ledger has, by month
    counts: Counts
    told: Told = lambda _done, _total: None


def month_differences(scene: Scene, month: ClosedMonth, row: Month) -> Iterator[Difference]:
    """All of them, from the evidence upwards: texts, scores, the board, the ledger."""
    shown = {each: read_document(each) for each in publications_of(scene.community.id, month.name)[::-1]}
    book = scene.books.get(month.rule_version)
    if book is None or not all(shown.values()) or not shown:
        lacking = Part.PUBLICATION if book else Part.RULES
        yield Difference(lacking, month.name, None, str(month.rule_version), "1", "")
        return
    again = {each: _recompute(month, book, each, document or {}) for each, document in shown.items()}
    latest = list(again.values())[-1]
    yield from _evidence(scene, month.name, latest)
    scene.counts.months += 1
    scene.counts.scores += len(latest.scores)
    yield from compare_scores(month.name, latest.scores, kept_account_scores(row))
    if book.budget:
        yield from _earned(month.name, latest, kept_earned(row))
    for publication, document in shown.items():
        yield from _board(month, book, publication, document or {}, again[publication])
    by_key = {publication.id: scores for publication, scores in again.items()}
    yield from entry_differences(scene.community.id, month, book, by_key, scene.entries[month.name])


def _recompute(month: ClosedMonth, book: RuleBook, publication: Publication, document: dict[str, Any]) -> Recomputed:
    """The scores as they should have been published then: with the rulings that stood."""
    keys = [each["account"] for lane in document["lanes"] for each in lane["rows"]]
    found = accounts_by_id(publication.community_id, keys)
    rulings = rulings_taken_up(publication.community_id, document)
    return recompute(publication.community_id, month, book, [found[key] for key in keys if key in found], rulings)


def _board(
    month: ClosedMonth, book: RuleBook, publication: Publication, document: dict[str, Any], again: Recomputed
) -> Iterator[Difference]:
    """One publication's document and its leaves."""
    anew = made_anew(document, book, again.scores, keepers(book, again.subjects))
    yield from compare_documents(month.name, anew | {"rule_version": month.rule_version}, document)
    if publication.root is not None:
        yield from _leaves(publication, document, again)


def _earned(month: str, again: Recomputed, kept: Mapping[int, int]) -> Iterator[Difference]:
    """What deeds brought counts against the budget of later months; where there is none, older versions kept none."""
    for account, score in again.scores.items():
        earned = sum(earned_by(score).values())
        if earned != kept.get(account, earned):
            yield Difference(Part.SCORE, month, account, "earned", str(earned), str(kept[account]))


def _evidence(scene: Scene, month: str, again: Recomputed) -> Iterator[Difference]:
    """Every check of the month against its text; the photos of those that count, and deeds that came as texts."""
    community, account_of = scene.community, again.account_of
    counting = {each.check_id for found in again.seen.values() for each in found.observations if each.month == month}
    checks = stated_checks(community.id, month)
    for place, check in enumerate(checks):
        if place % AT_ONCE == 0:
            scene.told(place, len(checks))
        account = account_of.get(check.courtyard_id)
        scene.counts.texts += 1
        yield from check_differences(check, account, community.timezone)
        if scene.photos and check.uuid in counting:
            yield from photo_differences(community.id, check, account, scene.expired, scene.counts)
    for deed in stated_deeds(community.id, month):
        scene.counts.texts += 1
        yield from deed_differences(deed, month, account_of.get(deed.courtyard_id), community.timezone)


def _leaves(publication: Publication, document: dict[str, Any], again: Recomputed) -> Iterator[Difference]:
    """Each account's leaf from what its card shows; without its salt nobody can tell any more what it stands for."""
    month, kept = document["month"], {each.account_id: each for each in leaves_of(publication)}
    lines = {account: lines_digest(score.lines) for account, score in again.scores.items()}
    for position, shown in enumerate(shown_in(document, lines), 1):
        leaf = kept.pop(shown.account, None)
        if leaf is None or leaf.position != position:
            found = str(leaf.position) if leaf else ""
            yield Difference(Part.LEAF, month, shown.account, "position", str(position), found)
        elif leaf.salt is not None:
            expected = account_leaf(bytes.fromhex(leaf.salt), shown)
            if expected != leaf.leaf:
                yield Difference(Part.LEAF, month, shown.account, "leaf", expected, leaf.leaf)
    for account, leaf in kept.items():
        yield Difference(Part.LEAF, month, account, "position", "", str(leaf.position))
