"""Write down what oversight saw where a drawn check was made. It never changes a score by itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.months.review import may_review
from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.checklist import Item
from webapp.models import Check, DrawnCheck, SamplePhoto, SampleView, SampleVisit, User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction
from webapp.queries.checks import check_by_uuid
from webapp.queries.rule_books import rule_book_of_version
from webapp.queries.samples import drawn_check, visit_by_token
from webapp.queries.users import recused_courtyards

LONGEST = 300


@dataclass(frozen=True, slots=True)
class View:
    """Of one item: whether it is as the check says, and what was seen where it is not."""

    agrees: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """`seen` is how many visits the page showed, `token` the form's own; `photos` are hashes of what came with it."""

    day: dt.date | None
    views: Mapping[str, View]
    seen: int
    token: str
    photos: Sequence[str] = ()


def look_again(actor: User, uuid: str, visit: Visit) -> str | None:
    """None when it is written down, else the code of what forbids it."""
    with transaction(actor.community_id) as session:
        drawn, visits = drawn_check(actor.community_id, uuid)
        check = check_by_uuid(actor.community_id, uuid)
        if drawn is None or check is None:
            return "not_drawn"
        if visit_by_token(actor.community_id, visit.token) is not None:
            return None
        is_recused = check.courtyard_id in recused_courtyards(actor, clock.today(actor.community))
        refusal = why_not_look(actor, check, is_recused) or _refuse(actor, check, visit)
        if refusal is None and visit.seen != len(visits):
            refusal = "seen_since"
        if refusal is None:
            _write(session, actor, drawn, check, visit)
    return refusal


def why_not_look(actor: User, check: Check, is_recused: bool) -> str | None:
    """回避: neither one's own check or walk, nor one's own or a relative's courtyard, where one `is_recused`."""
    companions = [companion.user_id for companion in check.companions]
    recused = [check.courtyard_id] if is_recused else []
    reason = may_review(actor.id, check.inspector_id, companions, check.courtyard_id, recused).reason
    return f"look_{reason}" if reason else None


def items_judged(check: Check, book: RuleBook) -> list[Item]:
    """The items of its rule book that the check says something of, in their order."""
    silent = {finding.item for finding in check.findings if finding.result == "not_assessed"}
    return [item for item in book.items if item.in_season(check.day.month) and item.code not in silent]


def _refuse(actor: User, check: Check, visit: Visit) -> str | None:
    if visit.day is None or not check.day <= visit.day <= clock.today(actor.community):
        return "day_of_look"
    book = rule_book_of_version(check.community_id, check.rule_version)
    assert book is not None, "checks of unknown rule versions are rejected on arrival"
    if not visit.views or not set(visit.views) <= {item.code for item in items_judged(check, book)}:
        return "no_views"
    if any(not view.agrees and not _plain(view.text) for view in visit.views.values()):
        return "no_view_text"
    return None


def _write(session: Session, actor: User, drawn: DrawnCheck, check: Check, visit: Visit) -> None:
    community_id = actor.community_id
    row = SampleVisit(
        community_id=community_id,
        drawn_id=drawn.id,
        day=visit.day,
        token=visit.token,
        made_by=actor.id,
        made_at=clock.now(),
    )
    session.add(row)
    session.flush()
    session.add_all(
        SampleView(
            community_id=community_id,
            visit_id=row.id,
            item=item,
            agrees=view.agrees,
            text="" if view.agrees else _plain(view.text),
        )
        for item, view in visit.views.items()
    )
    session.add_all(
        SamplePhoto(community_id=community_id, visit_id=row.id, sha256=sha256, position=position)
        for position, sha256 in enumerate(visit.photos)
    )
    otherwise = [item for item, view in visit.views.items() if not view.agrees]
    details = {"otherwise": otherwise, "photos": len(visit.photos)}
    note_event(session, actor, "sample_looked", "check", check.uuid, **details)


def _plain(text: str) -> str:
    """Databases refuse some unprintable characters."""
    return "".join(letter for letter in text if letter.isprintable()).strip()[:LONGEST]
