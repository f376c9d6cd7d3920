"""Decides what an entry is when it comes, comes again, or comes otherwise; a repeat always gets the same answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sync.reasons import Rejection
from sync.states import State


class Outcome(StrEnum):
    """What became of one entry."""

    ACCEPTED = "accepted"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    REJECTED = "rejected"


def decide(entry_digest: str, known_digests: Sequence[str]) -> Outcome:
    """The outcome for an entry that could be read.

    `known_digests` are those kept under the same id in order of arrival: the first stands, the others were kept aside.
    Texts that were rejected are not among them, so that what staff have mended is judged anew.
    """
    if not known_digests:
        return Outcome.ACCEPTED
    return Outcome.DUPLICATE if entry_digest == known_digests[0] else Outcome.CONFLICT


@dataclass(frozen=True, slots=True)
class Receipt:
    """The server's answer to one entry; `id` is None when the text was too broken to name one.

    `field` is the path of a field that is wrong in what was rejected, where one is to blame.
    """

    id: str | None
    digest: str
    outcome: Outcome
    state: State | None = None
    missing: tuple[str, ...] = ()
    reason: str | None = None
    field: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The receipt as it travels."""
        return {
            "id": self.id,
            "digest": self.digest,
            "outcome": self.outcome.value,
            "state": self.state.value if self.state else None,
            "missing": list(self.missing),
            "reason": self.reason,
            "field": self.field,
        }


def rejected(rejection: Rejection, digest: str) -> Receipt:
    """The receipt of an entry that was refused."""
    return Receipt(rejection.id, digest, Outcome.REJECTED, reason=rejection.reason.name, field=rejection.field)
