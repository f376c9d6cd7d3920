"""What is known around checks that wait for a decision, looked up once for all of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from webapp.domain.evidence.doubts import Circumstances
from webapp.domain.evidence.places import metres_between
from webapp.domain.scoring.observation import COUNTING
from webapp.extensions import db
from webapp.models import Check
from webapp.queries.intake import photos_here
from webapp.queries.last_time import faults_before
from webapp.queries.paper_walks import typists_of
from webapp.queries.photos import Reuse, refused_photos, reused_photos
from webapp.queries.quarantine import who_readmitted
from webapp.queries.samples import Seen, seen_of

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Known:
    """What the checks on the desk are held against; looked up once for all of them.

    `replacing` holds checks by the one they replace, `week` those of other inspectors by courtyard, `before` the items
    that the last time found at fault.
    """

    photos: set[str]
    by_uuid: dict[str, Check]
    replacing: dict[str | None, list[Check]]
    week: dict[int, list[Check]]
    reused: dict[int, list[Reuse]]
    refused: dict[str, str]
    readmitted: dict[int, int]
    before: dict[int, frozenset[str]]
    seen: dict[int, list[Seen]]
    typists: dict[str, int]


def known_around(checks: list[Check]) -> Known:
    """Of several checks of one community."""
    community_id, chain = checks[0].community_id, _chain_neighbours(checks)
    named = {photo.sha256 for check in checks for photo in check.photos}
    return Known(
        photos=photos_here(community_id, named),
        by_uuid={check.uuid: check for check in chain},
        replacing=_grouped((check for check in chain if check.replaces), lambda check: check.replaces),
        week=_grouped(_same_weeks(checks), lambda check: check.courtyard_id),
        reused=reused_photos(checks),
        refused=refused_photos(community_id, named),
        readmitted=who_readmitted(community_id, {check.entry_id for check in checks}),
        before=faults_before(checks),
        seen=seen_of(community_id, {check.id for check in checks}),
        typists=typists_of(community_id, [check.uuid for check in checks]),
    )


def missing_photos(check: Check, known: Known) -> tuple[str, ...]:
    """Hashes that it names and that are not here."""
    return tuple(dict.fromkeys(photo.sha256 for photo in check.photos if photo.sha256 not in known.photos))


def unreadable_photos(check: Check, known: Known) -> tuple[str, ...]:
    """Hashes of those of which no picture can be made."""
    return tuple(sorted({photo.sha256 for photo in check.photos} & known.refused.keys()))


def seen_otherwise(check: Check, known: Known) -> tuple[Seen, ...]:
    """What oversight saw otherwise when it looked again."""
    return tuple(each for each in known.seen.get(check.id, ()) if not each.agrees)


def circumstances(check: Check, known: Known) -> Circumstances:
    replaced = known.by_uuid.get(check.replaces or "")
    return Circumstances(
        missing_photos=len(missing_photos(check, known)),
        unreadable_photos=len(unreadable_photos(check, known)),
        reused_photos=len(known.reused.get(check.id, ())),
        has_rival=any(_is_rival(other, check) for other in known.replacing.get(check.replaces, ())),
        differs=any(_differ(other, check) for other in known.week.get(check.courtyard_id, ())),
        skewed=check.skewed,
        late=check.late,
        faults_without_photo=_without_photo(check),
        answers_returned=replaced is not None and replaced.state == "returned",
        metres_away=_metres_away(check),
        milliseconds=_milliseconds(check),
        changed=_changed(check, known.before.get(check.id)),
        seen_otherwise=len(seen_otherwise(check, known)),
    )


def _grouped(checks: Iterable[Check], key: Callable[[Check], Key]) -> dict[Key, list[Check]]:
    found: defaultdict[Key, list[Check]] = defaultdict(list)
    for check in checks:
        found[key(check)].append(check)
    return found


def _metres_away(check: Check) -> int | None:
    """From its courtyard, less what the phone may be wrong by."""
    yard = check.courtyard
    if check.latitude is None or check.longitude is None or yard.latitude is None or yard.longitude is None:
        return None
    away = metres_between((check.latitude, check.longitude), (yard.latitude, yard.longitude))
    return away - (check.accuracy or 0)


def _milliseconds(check: Check) -> int | None:
    """From opening to saving; paper tells of neither."""
    taken = check.saved_at - check.opened_at
    return round(taken.total_seconds() * 1000) if taken else None


def _changed(check: Check, before: frozenset[str] | None) -> int:
    """Items found at fault only now or only before, among those that this check judges."""
    if before is None or check.judged not in COUNTING:
        return 0
    judged_not = _items(check, "not_assessed", "not_applicable")
    return len((_items(check, "fault") ^ before) - judged_not)


def _is_rival(other: Check, check: Check) -> bool:
    """Of two that replace the same; `other` may be the check itself."""
    return other.uuid != check.uuid and other.state != "returned"


def _without_photo(check: Check) -> int:
    shown = {photo.item for photo in check.photos}
    return sum(finding.result == "fault" and finding.item not in shown for finding in check.findings)


def _differ(one: Check, other: Check) -> bool:
    """Two inspectors, one week: the later found at fault what the earlier let pass. The reverse is putting right."""
    if one.inspector_id == other.inspector_id:
        return False
    if one.day.isocalendar()[:2] != other.day.isocalendar()[:2]:
        return False
    earlier, later = sorted((one, other), key=lambda check: check.corrected_at)
    return bool(_items(later, "fault") - _items(earlier, "fault", "not_assessed"))


def _items(check: Check, *results: str) -> set[str]:
    return {finding.item for finding in check.findings if finding.result in results}


def _chain_neighbours(checks: list[Check]) -> list[Check]:
    """The checks they replace, those that replace them, and those that replace the same."""
    names = {check.uuid for check in checks} | {check.replaces for check in checks if check.replaces}
    return list(
        db.session.scalars(
            select(Check).where(
                Check.community_id == checks[0].community_id, Check.uuid.in_(names) | Check.replaces.in_(names)
            )
        )
    )


def _same_weeks(checks: list[Check]) -> list[Check]:
    """Checks of the same courtyards by other inspectors around these days that may contradict them."""
    days = [check.day for check in checks]
    return list(
        db.session.scalars(
            select(Check)
            .where(
                Check.community_id == checks[0].community_id,
                Check.courtyard_id.in_({check.courtyard_id for check in checks}),
                Check.day.between(min(days) - dt.timedelta(days=6), max(days) + dt.timedelta(days=6)),
                Check.inspector_id.not_in({check.inspector_id for check in checks}),
                Check.state != "returned",
                Check.judged.in_(("whole", "lane")),
            )
            .options(selectinload(Check.findings))
        )
    )
