"""Record in the audit trail that a month was recomputed, and what did not hold: names of things and figures only."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from webapp.domain.months.verification import Difference
from webapp.models import User
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction

MOST_TOLD = 20
# Everything else may be somebody's words.
PLAIN = re.compile(r"-?\d{0,12}|[0-9a-f]{64}|True|False")


def note_verification(actor: User, month: str, differences: Sequence[Difference], counts: Mapping[str, int]) -> None:
    """`counts` is how many of each thing were looked at."""
    told = [asdict(_without_words(each)) | {"part": str(each.part)} for each in differences[:MOST_TOLD]]
    with transaction(actor.community_id) as session:
        note_event(
            session,
            actor,
            "month_verified",
            "month",
            month,
            differences=len(differences),
            told=told,
            counts=dict(counts),
        )


def _without_words(difference: Difference) -> Difference:
    return replace(difference, expected=_plain(difference.expected), found=_plain(difference.found))


def _plain(text: str) -> str:
    return text if PLAIN.fullmatch(text) else "…"
