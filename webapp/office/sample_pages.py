"""What the pages of 抽查 show: a walk with its throw, a drawn check with what was seen, and the draw recomputed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_login import current_user

from webapp import clock
from webapp.domain.evidence.sample import draw, lost_since, lot_of, seed_of, size_of, taking_part, walk_digest
from webapp.models import Sample, Walk
from webapp.operations.look_again import items_judged, why_not_look
from webapp.queries.cases import case_of
from webapp.queries.checks import check_by_uuid
from webapp.queries.review_desk import desk_check
from webapp.queries.samples import came_later, drawn_check, looked_at, sample_of, text_of_walk, took_part


@dataclass(frozen=True, slots=True)
class Lot:
    """A check that took part: its lot, and whether that drew it."""

    check: str
    lot: str
    is_drawn: bool


def walk_page(walk: Walk) -> dict[str, Any]:
    sample, today = sample_of(walk), clock.today(current_user.community)
    count = len(taking_part(sample.text if sample else text_of_walk(walk)))
    drawn = sample.drawn if sample else []
    return {
        "walk": walk,
        "sample": sample,
        "count": count,
        "size": size_of(count),
        "later": came_later(sample) if sample else 0,
        "looked": looked_at(walk.community_id, [each.check_id for each in drawn]),
        "bar": _bar(walk, count, walk.day >= today),
    }


def _bar(walk: Walk, count: int, is_running: bool) -> str:
    """Why nothing can be thrown now; "" if it can."""
    if current_user.id in took_part(walk):
        return "own_sample"
    if is_running:
        return "walk_running"
    return "" if count else "nothing_to_draw"


def look_page(walk: str, uuid: str) -> dict[str, Any] | None:
    """None for a check that was not drawn from this walk."""
    drawn, visits = drawn_check(current_user.community_id, uuid)
    check = check_by_uuid(current_user.community_id, uuid)
    if drawn is None or check is None or check.walk.uuid != walk:
        return None
    desk = desk_check(check, current_user, clock.today(current_user.community))
    case = case_of(desk)
    results = {finding.item: finding.result for finding in check.findings}
    return {
        "walk": check.walk,
        "case": case,
        "items": [(item, results.get(item.code, "pass")) for item in items_judged(check, case.book)],
        "visits": visits,
        "bar": why_not_look(current_user, check, desk.is_recused) or "",
        "today": clock.today(current_user.community),
    }


def again_page(walk: Walk) -> dict[str, Any] | None:
    """None before the throw. From what was kept of the walk, and from what is held of it now."""
    sample = sample_of(walk)
    if sample is None:
        return None
    digest = walk_digest(sample.text)
    seed = seed_of(digest, sample.thrown)
    drawn = draw(seed, taking_part(sample.text))
    return {
        "walk": walk,
        "sample": sample,
        "digest": digest,
        "seed": seed,
        "lots": _lots(sample, seed, drawn),
        "missing": [each.entry for each in lost_since(sample.text, text_of_walk(walk))],
        "holds": digest == sample.walk_digest and list(drawn) == [each.check.uuid for each in sample.drawn],
    }


def _lots(sample: Sample, seed: str, drawn: tuple[str, ...]) -> list[Lot]:
    lots = [Lot(check, lot_of(seed, check), check in drawn) for check in taking_part(sample.text)]
    return sorted(lots, key=lambda each: each.lot)
