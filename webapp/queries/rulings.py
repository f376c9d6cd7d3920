"""Rulings on objections: what they change in a month, and the chain that every step of an objection hangs on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from webapp import clock
from webapp.domain.ledger.chain import GENESIS
from webapp.domain.months.objection import DECIDING
from webapp.domain.months.objection_chain import About, Link
from webapp.domain.months.rulings import NONE, Decided, Rulings, read_effects
from webapp.extensions import db
from webapp.models import Objection, ObjectionStep


def rulings_in(community_id: int, month: str, until: int | None = None) -> Rulings:
    """Those on objections to `month` that its publications take up, the steps of the chain up to `until`, else all."""
    within = [ObjectionStep.placed_in == month]
    return _rulings(community_id, month, within if until is None else [*within, ObjectionStep.sequence <= until])


def rulings_taken_up(community_id: int, document: Mapping[str, Any]) -> Rulings:
    """Those that stood when this publication was made; the first of a month has none."""
    taken_up = document.get("rulings")
    return rulings_in(community_id, document["month"], taken_up["count"]) if taken_up else NONE


def rulings_before(community_id: int, month: str, placed: str) -> Rulings:
    """Those on `month` that count in itself or in months before `placed`."""
    return _rulings(community_id, month, [ObjectionStep.placed_in < placed])


def rulings_through(community_id: int, month: str, placed: str) -> Rulings:
    """Those on `month` that count in itself or in months up to `placed`."""
    return _rulings(community_id, month, [ObjectionStep.placed_in <= placed])


def _rulings(community_id: int, month: str, within: list[ColumnElement[bool]]) -> Rulings:
    rows = db.session.execute(
        select(ObjectionStep.objection_id, ObjectionStep.step, ObjectionStep.outcome, ObjectionStep.effects)
        .join(Objection, Objection.id == ObjectionStep.objection_id)
        .where(
            ObjectionStep.community_id == community_id,
            Objection.community_id == community_id,
            Objection.month == month,
            ObjectionStep.step.in_(DECIDING),
            *within,
        )
        .order_by(ObjectionStep.sequence)
    )
    return Rulings.of(Decided(key, step, outcome, read_effects(text)) for key, step, outcome, text in rows)


def placed_in(community_id: int, month: str) -> dict[str, list[int]]:
    """The objections to earlier months whose rulings count in `month`, by the month they are about."""
    rows = db.session.execute(were_placed(community_id, month).order_by(Objection.month, Objection.id).distinct())
    found: dict[str, list[int]] = defaultdict(list)
    for own, key in rows:
        found[own].append(key)
    return found


def were_placed(community_id: int, month: str) -> Select[str, int]:
    return (
        select(Objection.month, Objection.id)
        .join(ObjectionStep, ObjectionStep.objection_id == Objection.id)
        .where(
            Objection.community_id == community_id,
            ObjectionStep.community_id == community_id,
            ObjectionStep.placed_in == month,
            Objection.month < month,
        )
    )


def chain_end(community_id: int) -> tuple[int, str]:
    """How many steps there are, and the digest of the last."""
    row = db.session.execute(
        select(ObjectionStep.sequence, ObjectionStep.digest)
        .where(ObjectionStep.community_id == community_id)
        .order_by(ObjectionStep.sequence.desc())
        .limit(1)
    ).first()
    return (row.sequence, row.digest) if row else (0, GENESIS)


def objection_links(community_id: int) -> Iterator[Link]:
    """The whole chain in order, as the rules verify it."""
    rows = db.session.execute(
        select(ObjectionStep, Objection)
        .join(Objection, Objection.id == ObjectionStep.objection_id)
        .where(ObjectionStep.community_id == community_id, Objection.community_id == community_id)
        .order_by(ObjectionStep.sequence)
    )
    return (as_link(step, objection) for step, objection in rows)


def sequences_of(community_id: int, objections: Collection[int]) -> list[int]:
    """Where the steps of these objections stand in the chain."""
    return list(
        db.session.scalars(
            select(ObjectionStep.sequence)
            .where(ObjectionStep.community_id == community_id, ObjectionStep.objection_id.in_(objections))
            .order_by(ObjectionStep.sequence)
        )
    )


def words_of(community_id: int, objections: Collection[int]) -> list[tuple[int, str]]:
    """Key and words of each step of these objections whose words are there."""
    found = db.session.execute(
        select(ObjectionStep.id, ObjectionStep.text).where(
            ObjectionStep.community_id == community_id,
            ObjectionStep.objection_id.in_(objections),
            ObjectionStep.text_digest.is_(None),
        )
    )
    return [(key, text) for key, text in found]


def as_link(step: ObjectionStep, objection: Objection) -> Link:
    return Link(
        step.sequence,
        step.objection_id,
        step.number,
        about_of(objection),
        step.step,
        step.outcome,
        step.text,
        step.effects,
        step.placed_in,
        step.maker_id or 0,
        clock.milliseconds(step.at),
        step.previous_digest,
        step.digest,
        step.text_digest or "",
    )


def about_of(objection: Objection) -> About:
    return About(
        objection.account_id,
        objection.publication_id,
        objection.month,
        objection.subject,
        objection.code,
        tuple(objection.sources),
        objection.household_id or 0,
        objection.late,
    )
