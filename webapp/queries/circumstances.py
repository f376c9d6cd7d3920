"""What is known around checks that wait for a decision, looked up once for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from webapp.domain.evidence.doubts import Circumstances
from webapp.domain.evidence.places import metres_between
from webapp.domain.scoring.observation import COUNTING
from webapp.models import Check
from webapp.queries.beside import LOOKS_BACK, Beside, checks_beside
from webapp.queries.hands import Hands, hands_of
from webapp.queries.photos import Reuse, reused_photos
from webapp.queries.samples import Looked, Seen, looked_at

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Known:
    """What the checks on the desk are held against; looked up once for all of them.

    `replacing` holds checks by the one they replace, `by_yard` those of each courtyard, the latest first.
    """

    by_uuid: dict[str, Beside]
    replacing: dict[str | None, list[Beside]]
    by_yard: dict[int, list[Beside]]
    reused: dict[int, list[Reuse]]
    hands: dict[int, Hands]
    looked: dict[int, Looked]


def known_around(checks: list[Check]) -> Known:
    """Of several checks of one community."""
    community_id, keys, beside = checks[0].community_id, {check.id for check in checks}, checks_beside(checks)
    return Known(
        by_uuid={other.uuid: other for other in beside},
        replacing=_grouped((other for other in beside if other.replaces), lambda other: other.replaces),
        by_yard=_grouped(beside, lambda other: other.courtyard_id),
        reused=reused_photos(checks),
        hands=hands_of(community_id, checks),
        looked=looked_at(community_id, keys),
    )


def missing_photos(check: Check) -> tuple[str, ...]:
    """Hashes that it names and that are not here."""
    return tuple(dict.fromkeys(line.sha256 for line in check.photos if line.photo is None))


def unreadable_photos(check: Check) -> tuple[str, ...]:
    """Hashes of those of which no picture can be made."""
    return tuple(sorted({line.sha256 for line in check.photos if line.photo and line.photo.refusal is not None}))


def seen_otherwise(check: Check, known: Known) -> tuple[Seen, ...]:
    """What oversight saw otherwise when it looked again."""
    looked = known.looked.get(check.id)
    return tuple(each for each in looked.seen if not each.agrees) if looked else ()


def circumstances(check: Check, known: Known) -> Circumstances:
    replaced = known.by_uuid.get(check.replaces or "")
    return Circumstances(
        missing_photos=len(missing_photos(check)),
        unreadable_photos=len(unreadable_photos(check)),
        reused_photos=len(known.reused.get(check.id, ())),
        has_rival=any(_is_rival(other, check) for other in known.replacing.get(check.replaces, ())),
        differs=any(_differ(other, check) for other in known.by_yard.get(check.courtyard_id, ())),
        skewed=check.skewed,
        late=check.late,
        faults_without_photo=_without_photo(check),
        answers_returned=replaced is not None and replaced.state == "returned",
        metres_away=_metres_away(check),
        milliseconds=_milliseconds(check),
        changed=_changed(check, _before(check, known)),
        seen_otherwise=len(seen_otherwise(check, known)),
    )


def _grouped(checks: Iterable[Beside], key: Callable[[Beside], Key]) -> dict[Key, list[Beside]]:
    found: defaultdict[Key, list[Beside]] = defaultdict(list)
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


def _before(check: Check, known: Known) -> set[str] | None:
    """The items that the approved check before it found at fault in the same courtyard, within a month."""
    for other in known.by_yard.get(check.courtyard_id, ()):
        recent = other.corrected_at < check.corrected_at and other.day >= check.day - LOOKS_BACK
        if recent and other.counts and other.state == "approved":
            return other.faults
    return None


def _changed(check: Check, before: set[str] | None) -> int:
    """Items found at fault only now or only before, among those that this check judges."""
    if before is None or check.judged not in COUNTING:
        return 0
    judged_not = _items(check, "not_assessed", "not_applicable")
    return len((_items(check, "fault") ^ before) - judged_not)


def _is_rival(other: Beside, check: Check) -> bool:
    """Of two that replace the same; `other` may be the check itself."""
    return other.uuid != check.uuid and other.state != "returned"


def _without_photo(check: Check) -> int:
    shown = {photo.item for photo in check.photos}
    return sum(finding.result == "fault" and finding.item not in shown for finding in check.findings)


def _differ(other: Beside, check: Check) -> bool:
    """Two inspectors, one week: the later found at fault what the earlier let pass. The reverse is putting right."""
    if not other.counts or other.inspector_id == check.inspector_id:
        return False
    if other.day.isocalendar()[:2] != check.day.isocalendar()[:2]:
        return False
    if other.corrected_at <= check.corrected_at:
        return bool(_items(check, "fault") - other.faults - other.not_assessed)
    return bool(other.faults - _items(check, "fault", "not_assessed"))


def _items(check: Check, *results: str) -> set[str]:
    return {finding.item for finding in check.findings if finding.result in results}
