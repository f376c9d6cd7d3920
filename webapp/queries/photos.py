"""Photos to look at, those that look alike, and those that another check shows as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import select, union_all
from sqlalchemy.orm import aliased, joinedload

from webapp.domain.evidence.likeness import MOST_APART, apart, near_bands
from webapp.extensions import db
from webapp.models import Check, CheckPhoto, Photo, PhotoLikeness, PhotoPrint


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
    by_id = {check.id: check for check in checks if check.photos}
    earlier: defaultdict[tuple[int, str], list[Check]] = defaultdict(list)
    for key, sha256, other in _also_shown(next(iter(checks)).community_id, by_id) if by_id else ():
        if _is_reuse(other, by_id[key]):
            earlier[key, sha256].append(other)
    reused: defaultdict[int, list[Reuse]] = defaultdict(list)
    for (key, sha256), others in earlier.items():
        reused[key].append(Reuse(sha256, min(others, key=lambda other: (other.corrected_at, other.id))))
    return reused


def _is_reuse(other: Check, check: Check) -> bool:
    if other.id == check.id or other.corrected_at > check.corrected_at:
        return False
    return (other.courtyard_id, other.day) != (check.courtyard_id, check.day) and other.uuid != check.replaces


def _also_shown(community_id: int, checks: Collection[int]) -> Iterable[tuple[int, str, Check]]:
    """The photos of these checks that others show, as the same file or as one alike: (check, photo, other check)."""
    mine = select(CheckPhoto.check_id, CheckPhoto.sha256.label("named"), CheckPhoto.id, CheckPhoto.sha256).where(
        CheckPhoto.community_id == community_id, CheckPhoto.check_id.in_(checks)
    )
    alike = (
        mine.with_only_columns(CheckPhoto.check_id, CheckPhoto.sha256, CheckPhoto.id, one).join(
            PhotoLikeness, (PhotoLikeness.community_id == community_id) & (other == CheckPhoto.sha256)
        )
        for one, other in ((PhotoLikeness.sha256, PhotoLikeness.other), (PhotoLikeness.other, PhotoLikeness.sha256))
    )
    files, shown = union_all(mine, *alike).subquery(), aliased(CheckPhoto)
    rows = db.session.execute(
        select(files.c.check_id, files.c.named, Check)
        .join(shown, (shown.community_id == community_id) & (shown.sha256 == files.c.sha256))
        .join(Check, (Check.id == shown.check_id) & (Check.community_id == community_id))
        .where(shown.check_id != files.c.check_id)
        .order_by(files.c.id)
        .options(joinedload(Check.courtyard))
    )
    return ((key, named, other) for key, named, other in rows)
