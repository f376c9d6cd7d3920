"""Samples by themselves: the walk's text against its digest, what it draws, and whether all of it is still held."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.domain.evidence.sample import draw, lost_since, seed_of, taking_part, walk_digest
from webapp.domain.months.verification import Difference, Part
from webapp.models import Sample
from webapp.queries.samples import all_samples, text_of_walk
from webapp.verification.counts import Counts


def sample_differences(community_id: int, counts: Counts) -> Iterator[Difference]:
    for sample in all_samples(community_id):
        counts.samples += 1
        yield from _differences(sample)


def _differences(sample: Sample) -> Iterator[Difference]:
    month, walk = f"{sample.walk.day:%Y-%m}", sample.walk.uuid
    digest = walk_digest(sample.text)
    if digest != sample.walk_digest:
        yield Difference(Part.SAMPLE, month, None, walk, digest, sample.walk_digest)
    expected = draw(seed_of(digest, sample.thrown), taking_part(sample.text))
    found = tuple(each.check.uuid for each in sample.drawn)
    if expected != found:
        yield Difference(Part.SAMPLE, month, None, f"{walk} drawn", " ".join(expected), " ".join(found))
    for each in lost_since(sample.text, text_of_walk(sample.walk)):
        yield Difference(Part.SAMPLE, month, None, f"{walk} {each.entry}", each.digest, "")
