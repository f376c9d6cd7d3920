"""抽查: what the server holds of a walk, what was drawn from it, and what oversight saw."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from webapp.domain.evidence.sample import Held, lost_since, text_of
from webapp.domain.scoring.observation import COUNTING
from webapp.extensions import db
from webapp.models import (
    Check,
    CheckCompanion,
    Courtyard,
    Deed,
    DrawnCheck,
    Photo,
    ReceivedEntry,
    Sample,
    SamplePhoto,
    SampleView,
    SampleVisit,
    User,
    Walk,
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What oversight last saw of an item: as the check says, or otherwise and how; on which day, and who."""

    item: str
    agrees: bool
    text: str
    day: dt.date
    who: str


@dataclass(frozen=True, slots=True)
class LookedPhoto:
    """Of a visit on `day` by `who`."""

    sha256: str
    day: dt.date
    who: str
    is_expired: bool


@dataclass(frozen=True, slots=True)
class Looked:
    """What stands of it: of each item the last word, in the order of items, and the photos as they came."""

    seen: tuple[Seen, ...]
    photos: tuple[LookedPhoto, ...]


@dataclass(frozen=True, slots=True)
class SampleLine:
    """A walk in the list; `sample` is None before the throw, `looked` and `differing` count drawn checks."""

    walk: Walk
    checks: int
    sample: Sample | None
    looked: int
    differing: int


def text_of_walk(walk: Walk) -> str:
    """What is held of the walk now, as a sample hashes it. A check that another of the same walk replaces, and one that
    judged nothing, are not drawn; deeds neither.
    """
    successor = aliased(Check)
    replaced = select(successor.replaces).where(
        successor.community_id == walk.community_id, successor.walk_id == walk.id, successor.replaces.is_not(None)
    )
    checks = db.session.execute(
        select(Check.uuid, ReceivedEntry.digest, Check.judged.in_(COUNTING) & Check.uuid.not_in(replaced))
        .join(ReceivedEntry, ReceivedEntry.id == Check.entry_id)
        .where(Check.community_id == walk.community_id, Check.walk_id == walk.id)
    )
    deeds = db.session.execute(
        select(Deed.uuid, ReceivedEntry.digest)
        .join(ReceivedEntry, ReceivedEntry.id == Deed.entry_id)
        .where(Deed.community_id == walk.community_id, Deed.walk_id == walk.id)
    )
    held = [Held(uuid, digest, bool(takes_part)) for uuid, digest, takes_part in checks]
    return text_of([*held, *(Held(uuid, digest, False) for uuid, digest in deeds if uuid)])


def came_later(sample: Sample) -> int:
    """Entries of the walk that the server did not hold when the number was thrown."""
    return len(lost_since(text_of_walk(sample.walk), sample.text))


def took_part(walk: Walk) -> set[int]:
    """Users who made the walk or came along."""
    companions = db.session.scalars(
        select(CheckCompanion.user_id)
        .join(Check, Check.id == CheckCompanion.check_id)
        .where(CheckCompanion.community_id == walk.community_id, Check.walk_id == walk.id)
    )
    return {walk.user_id, *companions}


def sample_of(walk: Walk) -> Sample | None:
    """Its throw, with the drawn checks."""
    return _samples(walk.community_id, [walk.id]).get(walk.id)


def all_samples(community_id: int) -> list[Sample]:
    """In the order in which they were thrown, with their walks and drawn checks."""
    return list(
        db.session.scalars(
            select(Sample)
            .where(Sample.community_id == community_id)
            .order_by(Sample.id)
            .options(joinedload(Sample.walk), selectinload(Sample.drawn).joinedload(DrawnCheck.check))
        )
    )


def drawn_check(community_id: int, uuid: str) -> tuple[DrawnCheck | None, list[SampleVisit]]:
    """The check with this id, if it was drawn; and all visits, the first first, with what was seen and by whom."""
    visited = (SampleVisit.community_id == community_id) & (SampleVisit.drawn_id == DrawnCheck.id)
    found = db.session.execute(
        select(DrawnCheck, SampleVisit)
        .join(Check, Check.id == DrawnCheck.check_id)
        .outerjoin(SampleVisit, visited)
        .where(DrawnCheck.community_id == community_id, Check.uuid == uuid)
        .order_by(SampleVisit.id)
        .options(joinedload(SampleVisit.views), joinedload(SampleVisit.maker))
    )
    rows = found.unique().all()
    return (rows[0][0] if rows else None), [visit for _, visit in rows if visit is not None]


def checks_by_uuid(walk: Walk, uuids: Collection[str]) -> dict[str, Check]:
    found = db.session.scalars(
        select(Check).where(Check.community_id == walk.community_id, Check.walk_id == walk.id, Check.uuid.in_(uuids))
    )
    return {check.uuid: check for check in found}


def visit_by_token(community_id: int, token: str) -> SampleVisit | None:
    return db.session.scalar(
        select(SampleVisit).where(SampleVisit.community_id == community_id, SampleVisit.token == token)
    )


def looked_at(community_id: int, checks: Collection[int]) -> dict[int, Looked]:
    """By check (its key), of those that oversight looked at again."""
    photo = (SamplePhoto.visit_id == SampleVisit.id) & (SamplePhoto.community_id == SampleVisit.community_id)
    stored = (Photo.community_id == SamplePhoto.community_id) & (Photo.sha256 == SamplePhoto.sha256)
    rows = db.session.execute(
        select(
            *(DrawnCheck.check_id, SampleVisit.day, User.name, SampleView.item, SampleView.agrees, SampleView.text),
            *(SamplePhoto.sha256, Photo.expired_at),
        )
        .join(SampleVisit, SampleVisit.drawn_id == DrawnCheck.id)
        .join(SampleView, SampleView.visit_id == SampleVisit.id)
        .join(User, User.id == SampleVisit.made_by)
        .outerjoin(SamplePhoto, photo)
        .outerjoin(Photo, stored)
        .where(
            DrawnCheck.community_id == community_id,
            SampleVisit.community_id == community_id,
            SampleView.community_id == community_id,
            DrawnCheck.check_id.in_(checks),
        )
        .order_by(SampleVisit.id, SampleView.id, SamplePhoto.position)
    )
    seen: defaultdict[int, dict[str, Seen]] = defaultdict(dict)
    photos: defaultdict[int, dict[str, LookedPhoto]] = defaultdict(dict)
    for check, day, who, item, agrees, text, sha256, gone in rows:
        seen[check][item] = Seen(item, agrees, text, day, who)
        if sha256 is not None:
            photos[check][sha256] = LookedPhoto(sha256, day, who, gone is not None)
    return {
        check: Looked(tuple(by_item[item] for item in sorted(by_item)), tuple(photos[check].values()))
        for check, by_item in seen.items()
    }


def sample_lines(community_id: int, page: int, size: int) -> list[SampleLine]:
    """One page of walks, the newest first; one more than `size` when there is a next page."""
    walks = db.session.scalars(
        select(Walk)
        .where(Walk.community_id == community_id)
        .order_by(Walk.day.desc(), Walk.id.desc())
        .offset((page - 1) * size)
        .limit(size + 1)
        .options(joinedload(Walk.user))
    ).all()
    keys = [walk.id for walk in walks]
    counted = dict(
        db.session.execute(
            select(Check.walk_id, func.count(Check.id))
            .where(Check.community_id == community_id, Check.walk_id.in_(keys))
            .group_by(Check.walk_id)
        ).all()
    )
    samples = _samples(community_id, keys)
    looked = looked_at(community_id, [drawn.check_id for sample in samples.values() for drawn in sample.drawn])
    return [_line(walk, counted.get(walk.id, 0), samples.get(walk.id), looked) for walk in walks]


def _line(walk: Walk, checks: int, sample: Sample | None, by_check: dict[int, Looked]) -> SampleLine:
    looked = [by_check[drawn.check_id] for drawn in sample.drawn if drawn.check_id in by_check] if sample else []
    differing = sum(not all(each.agrees for each in one.seen) for one in looked)
    return SampleLine(walk, checks, sample, len(looked), differing)


def _samples(community_id: int, walks: Collection[int]) -> dict[int, Sample]:
    found = db.session.scalars(
        select(Sample)
        .where(Sample.community_id == community_id, Sample.walk_id.in_(walks))
        .options(
            joinedload(Sample.maker),
            selectinload(Sample.drawn)
            .joinedload(DrawnCheck.check)
            .options(joinedload(Check.courtyard).joinedload(Courtyard.lane), selectinload(Check.findings)),
        )
    )
    return {sample.walk_id: sample for sample in found}
