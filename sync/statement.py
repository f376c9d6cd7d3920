"""Judges an entry against its version of the rule book: a check states every item, and only what could be seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sync.entry import JUDGED_BY_OBSTACLE, CheckEntry, DeedEntry
from sync.limits import DEFAULT_LIMITS
from sync.reasons import Rejection, rejection


@dataclass(frozen=True, slots=True)
class Checklist:
    """What the wire needs to know of one rule book version.

    Item code → seen from the lane, obstacle code → judged, deed code → the least and the most points.
    """

    version: int
    from_lane: Mapping[str, bool]
    obstacles: Mapping[str, str]
    deeds: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def judge_statement(
    check: CheckEntry, checklist: Checklist | None, most_photos: int = DEFAULT_LIMITS.photos_per_check
) -> Rejection | None:
    """None when the check fits; `checklist` is that of the check's own version, None when there is none."""
    if checklist is None or checklist.version != check.rule_version:
        return rejection("unknown_rule_version", "rule_version", check.id)
    if {result.item for result in check.results} != set(checklist.from_lane):
        return rejection("items_differ", "results", check.id)
    if check.judged in JUDGED_BY_OBSTACLE and checklist.obstacles.get(check.obstacle or "") != check.judged:
        return rejection("obstacle_differs", "obstacle", check.id)
    if check.judged == "lane" and not _only_what_was_seen(check, checklist):
        return rejection("unseen_item_judged", "results", check.id)
    if len(check.photos) > most_photos:
        return rejection("too_many_photos", "results", check.id)
    return None


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
