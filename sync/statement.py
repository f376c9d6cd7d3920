"""Judges an entry against its version of the rule book: a check states every item, and only what could be seen."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from sync.entry import JUDGED_BY_OBSTACLE, CheckEntry, DeedEntry, Result
from sync.limits import DEFAULT_LIMITS
from sync.reasons import Rejection, rejection

# Results that something was found for, so that it may be graded.
FOUND = ("fault", "fixed", "third_party", "not_applicable")


@dataclass(frozen=True, slots=True)
class Checklist:
    """What the wire needs to know of one rule book version.

    Item code → seen from the lane, obstacle code → judged, deed code → the least and the most points. Of items that ask
    how bad or how many: the codes of severity, the most pieces.
    """

    version: int
    from_lane: Mapping[str, bool]
    obstacles: Mapping[str, str]
    severities: Mapping[str, Collection[str]] = field(default_factory=dict)
    most: Mapping[str, int] = field(default_factory=dict)
    deeds: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def judge_statement(
    check: CheckEntry, checklist: Checklist | None, most_photos: int = DEFAULT_LIMITS.photos_per_check
) -> Rejection | None:
    """None when the check fits; `checklist` is that of the check's own version, None when there is none."""
    if checklist is None or checklist.version != check.rule_version:
        return rejection("unknown_rule_version", "rule_version", check.id)
    found = next(_contradictions(check, checklist, most_photos), None)
    return rejection(*found, check.id) if found else None


def _contradictions(check: CheckEntry, checklist: Checklist, most_photos: int) -> Iterator[tuple[str, str]]:
    """Reason and field of whatever does not fit, the first being the one that is told."""
    if {result.item for result in check.results} != set(checklist.from_lane):
        yield "items_differ", "results"
        return  # the others look items up
    if check.judged in JUDGED_BY_OBSTACLE and checklist.obstacles.get(check.obstacle or "") != check.judged:
        yield "obstacle_differs", "obstacle"
    if check.judged == "lane" and not _only_what_was_seen(check, checklist):
        yield "unseen_item_judged", "results"
    if not all(_fits_what_is_asked(result, checklist) for result in check.results):
        yield "severity_differs", "results"
    if len(check.photos) > most_photos:
        yield "too_many_photos", "results"


def judge_deed_statement(deed: DeedEntry, checklist: Checklist | None) -> Rejection | None:
    """None when the rule book knows such a deed and its points."""
    if checklist is None or checklist.version != deed.rule_version:
        return rejection("unknown_rule_version", "rule_version", deed.id)
    if deed.deed not in checklist.deeds:
        return rejection("deed_unknown", "deed", deed.id)
    least, most = checklist.deeds[deed.deed]
    return None if least <= deed.points <= most else rejection("deed_points_differ", "points", deed.id)


def _only_what_was_seen(check: CheckEntry, checklist: Checklist) -> bool:
    """From the lane, an item of the yard passes for nobody; an item of the lane is always judged."""
    never = {True: "not_assessed", False: "pass"}
    return all(result.result != never[checklist.from_lane[result.item]] for result in check.results)


def _fits_what_is_asked(result: Result, checklist: Checklist) -> bool:
    """An answer that was not asked for is as wrong as one out of range; an older phone may leave it out."""
    if result.severity is not None and result.severity not in checklist.severities.get(result.item, ()):
        return False
    if result.count is not None and result.count > checklist.most.get(result.item, 0):
        return False
    return result.result in FOUND or (result.severity, result.count) == (None, None)
