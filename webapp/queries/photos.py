"""Photos to look at, those that look alike, and those that another check shows as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from webapp.domain.evidence.likeness import MOST_APART, apart, near_bands
from webapp.extensions import db
from webapp.models import Check, CheckPhoto, DeedPhoto, HelpPhoto, Photo, PhotoLikeness, PhotoPrint


def waiting_photos(community_id: int, most: int) -> list[str]:
    """Hashes of photos that nobody has looked at, the oldest first."""
    return list(
        db.session.scalars(
            select(Photo.sha256)
            .where(Photo.community_id == community_id, Photo.examined_at.is_(None))
            .order_by(Photo.id)
            .limit(most)
        )
    )


def similar_photos(community_id: int, sha256: str, prints: Collection[str], most: int) -> list[str]:
    """Hashes of other photos whose prints are near one of these, the nearest first."""
    wanted = {band for each in prints for band in near_bands(each)}
    found = db.session.execute(
        select(PhotoPrint.sha256, PhotoPrint.whole)
        .where(PhotoPrint.community_id == community_id, PhotoPrint.band.in_(wanted), PhotoPrint.sha256 != sha256)
        .distinct()
    )
    nearest: dict[str, int] = {}
    for other, whole in found:
        nearest[other] = min(nearest.get(other, 64), *(apart(whole, each) for each in prints))
    near = sorted((bits, other) for other, bits in nearest.items() if bits <= MOST_APART)
    return [other for _, other in near[:most]]


@dataclass(frozen=True, slots=True)
class Reuse:
    """A photo of a check that an earlier check shows too."""

    sha256: str
    earlier: Check


def reused_photos(checks: Collection[Check]) -> dict[int, list[Reuse]]:
    """By check: its photos that an earlier check shows, of another day or yard; a correction may name them again."""
    named = {photo.sha256 for check in checks for photo in check.photos}
    if not named:
        return {}
    community_id = next(iter(checks)).community_id
    alike = _alike(community_id, named)
    shown = _shown(community_id, named | {other for others in alike.values() for other in others})
    reused: dict[int, list[Reuse]] = {}
    for check in checks:
        for sha256 in dict.fromkeys(photo.sha256 for photo in check.photos):
            earlier = [other for each in {sha256, *alike[sha256]} for other in shown[each] if _is_reuse(other, check)]
            if earlier:
                first = min(earlier, key=lambda other: (other.corrected_at, other.id))
                reused.setdefault(check.id, []).append(Reuse(sha256, first))
    return reused


def refused_photos(community_id: int, named: Collection[str]) -> dict[str, str]:
    """Those of which no picture could be made, with the reason's name."""
    found = select(Photo.sha256, Photo.refusal).where(
        Photo.community_id == community_id, Photo.sha256.in_(named), Photo.refusal.is_not(None)
    )
    return {sha256: reason or "" for sha256, reason in db.session.execute(found)} if named else {}


def _is_reuse(other: Check, check: Check) -> bool:
    if other.id == check.id or other.corrected_at > check.corrected_at:
        return False
    return (other.courtyard_id, other.day) != (check.courtyard_id, check.day) and other.uuid != check.replaces


def _alike(community_id: int, named: Collection[str]) -> defaultdict[str, set[str]]:
    pairs = db.session.execute(
        select(PhotoLikeness.sha256, PhotoLikeness.other).where(
            PhotoLikeness.community_id == community_id,
            or_(PhotoLikeness.sha256.in_(named), PhotoLikeness.other.in_(named)),
        )
    )
    alike: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        alike[one].add(other)
        alike[other].add(one)
    return alike


def _shown(community_id: int, named: Collection[str]) -> defaultdict[str, list[Check]]:
    """The checks that show these photos."""
    rows = db.session.execute(
        select(CheckPhoto.sha256, Check)
        .join(Check, (Check.id == CheckPhoto.check_id) & (Check.community_id == CheckPhoto.community_id))
        .where(CheckPhoto.community_id == community_id, CheckPhoto.sha256.in_(named))
        .options(joinedload(Check.courtyard))
    )
    shown: defaultdict[str, list[Check]] = defaultdict(list)
    for sha256, check in rows:
        shown[sha256].append(check)
    return shown


def named_elsewhere(community_id: int, sha256: str) -> bool:
    """Whether a check, a deed or a proof of help names the photo."""
    return any(
        db.session.execute(
            select(line.id).where(line.community_id == community_id, line.sha256 == sha256).limit(1)
        ).first()
        for line in (CheckPhoto, DeedPhoto, HelpPhoto)
    )
