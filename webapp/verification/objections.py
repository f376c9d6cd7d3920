"""Objections by themselves: the chain of their steps, where each stands, and what publications say they took up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from webapp.domain.ledger.chain import GENESIS
from webapp.domain.months.cycle import NotAllowed
from webapp.domain.months.objection import Step, replayed
from webapp.domain.months.objection_chain import Link, verify_links
from webapp.domain.months.verification import Difference, Part, compare_fields
from webapp.models import Objection
from webapp.queries.audit import erased_steps
from webapp.queries.objections import all_objections
from webapp.queries.publications import all_publications
from webapp.queries.rulings import objection_links
from webapp.verification.counts import Counts
from webapp.verification.publications import read_document


def objection_differences(community_id: int, counts: Counts) -> Iterator[Difference]:
    links = list(objection_links(community_id))
    broken = verify_links(links)
    if broken:
        yield Difference(Part.OBJECTION, "", None, f"{broken.sequence}", "", broken.reason)
    yield from _words_gone(community_id, links)
    for objection in all_objections(community_id):
        counts.objections += 1
        stated = {"state": objection.state, "outcome": objection.outcome, "version": objection.version}
        told = f"{objection.id} "
        yield from compare_fields(
            Part.OBJECTION, objection.month, objection.account_id, _expected(objection), stated, told
        )
    heads = {0: GENESIS} | {link.sequence: link.digest for link in links}
    for publication in all_publications(community_id):
        taken_up = (read_document(publication) or {}).get("rulings")
        if taken_up and taken_up.get("head") != heads.get(taken_up["count"]):
            head = heads.get(taken_up["count"], "")
            month, number = publication.month.name, str(publication.number)
            yield Difference(Part.OBJECTION, month, None, number, head, str(taken_up.get("head")))


def _words_gone(community_id: int, links: Sequence[Link]) -> Iterator[Difference]:
    """Words that are not there are in order when the trail says that they were deleted with their household's data."""
    gone = [link for link in links if link.text_digest]
    erased = erased_steps(community_id) if gone else frozenset()
    for link in gone:
        if link.text or link.sequence not in erased:
            yield Difference(
                Part.OBJECTION, link.about.month, link.about.account, f"{link.sequence} text", "", link.text
            )


def _expected(objection: Objection) -> dict[str, Any]:
    taken = [step.step for step in objection.steps[:1]] == [Step.TAKEN]
    steps = [(step.step, step.outcome) for step in objection.steps[1:]]
    try:
        state, outcome = replayed(objection.late, steps) if taken else (None, None)
    except (NotAllowed, ValueError):
        state, outcome = None, None
    return {"state": state and str(state), "outcome": outcome, "version": len(objection.steps)}
