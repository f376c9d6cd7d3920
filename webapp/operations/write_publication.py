"""Write down a month as it is published: the document for the board, its root, and a salted leaf for each account."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from sqlalchemy import insert
from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.ledger.replay import keepers
from webapp.domain.months.publication import Heading, Row, document_digest, document_text, publish
from webapp.domain.months.root import (
    SALT_BYTES,
    account_leaf,
    lines_digest,
    publication_root,
    rulings_leaf,
    shown_in,
)
from webapp.domain.rules.book import RuleBook
from webapp.models import Community, Month, Publication, PublicationLeaf, User
from webapp.models.account import PERSON
from webapp.queries.account_labels import AccountLabel, account_labels
from webapp.queries.publications import last_root, next_number, publications_of
from webapp.queries.rule_books import rule_book_scored_by
from webapp.queries.scores import ScoredAccount
from webapp.queries.scoring_input import subjects_of

NEW_LEAVES = insert(PublicationLeaf)


@dataclass(frozen=True, slots=True)
class Composed:
    """A publication before it is kept: its document as text, and what stands for it."""

    number: int
    open_until: dt.date
    text: str
    root: str
    previous_root: str
    leaves: list[dict]


def compose_publication(
    community: Community, month: Month, scored: list[ScoredAccount], taken_up: tuple[int, str] | None = None
) -> Composed:
    """The month's next publication of these scores, behind the community's latest root.

    A correction has `taken_up` the chain of objections: so many steps, the last with this digest.
    """
    book, previous_root = rule_book_scored_by(month), last_root(community.id)
    heading = _heading(community, month, book)
    document = publish(heading, book, _rows(community, book, scored))
    leaves = _leaves(document, scored)
    of_rulings = rulings_leaf(*taken_up) if taken_up else None
    if taken_up:
        document["rulings"] = dict(zip(("count", "head"), taken_up, strict=True))
    root = publication_root(previous_root, [each["leaf"] for each in leaves], of_rulings)
    text = document_text(document | {"root": root, "previous_root": previous_root})
    return Composed(heading.number, heading.open_until, text, root, previous_root, leaves)


def write_publication(session: Session, month: Month, actor: User, composed: Composed) -> Publication:
    """Call it under the community's lock, where `composed` is still the next: the chain of roots has one end."""
    publication = Publication(
        community_id=month.community_id,
        month_id=month.id,
        number=composed.number,
        document=composed.text,
        digest=document_digest(composed.text),
        open_until=composed.open_until,
        published_by=actor.id,
        published_at=clock.now(),
        root=composed.root,
        previous_root=composed.previous_root,
    )
    session.add(publication)
    session.flush()
    of = {"community_id": month.community_id, "publication_id": publication.id}
    if composed.leaves:
        session.connection().execute(NEW_LEAVES, [of | leaf for leaf in composed.leaves])
    return publication


def _leaves(document: dict, scored: list[ScoredAccount]) -> list[dict]:
    lines = {each.account.id: lines_digest(each.score.lines) for each in scored}
    leaves = []
    for position, shown in enumerate(shown_in(document, lines), 1):
        salt = secrets.token_bytes(SALT_BYTES)
        leaf = account_leaf(salt, shown)
        of_it = {"salt": salt.hex(), "leaf": leaf, "lines": shown.lines}
        leaves.append({"account_id": shown.account, "position": position, **of_it})
    return leaves


def _heading(community: Community, month: Month, book: RuleBook) -> Heading:
    today = clock.today(community)
    return Heading(
        community=community.name,
        month=month.name,
        number=next_number(month),
        rule_version=month.rule_version,
        published_on=today,
        open_until=_open_until(month, book, today),
        mask=community.name_mask,
    )


def _open_until(month: Month, book: RuleBook, today: dt.date) -> dt.date:
    """The last day to object, which is what the board says; a correction can be objected to as long as any other."""
    before = publications_of(month.community_id, month.name)
    if before:
        return max(before[0].open_until, today + dt.timedelta(days=book.objection_days))
    return today + dt.timedelta(days=max(book.publication_days, book.objection_days))


def _rows(community: Community, book: RuleBook, scored: list[ScoredAccount]) -> list[Row]:
    labels = account_labels(community.id, clock.today(community))
    keeping = keepers(book, subjects_of(each.account for each in scored))
    return [_row(each, labels[each.account.id], each.account.id in keeping) for each in scored]


def _row(scored: ScoredAccount, label: AccountLabel, is_ranked: bool) -> Row:
    """A person's name stands where it is masked; a household's code opens its card and is never shown."""
    is_person = label.kind == PERSON
    return Row(
        account=scored.account.id,
        lane=label.part,
        lane_position=label.order[0],
        number="" if is_person else label.door,
        holder=label.name if is_person else label.holder,
        score=scored.score,
        is_ranked=is_ranked,
    )
