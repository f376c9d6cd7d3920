"""The states of a check as the inspector sees them; twin of `phone/states.js`, held to it by `vectors/states.json`."""

from collections.abc import Iterable
from enum import StrEnum


class State(StrEnum):
    """Where a check is. The phone alone knows `phone`; only staff give `approved`, `returned` and `dismissed`."""

    PHONE = "phone"
    RECEIVED = "received"
    COMPLETE = "complete"
    APPROVED = "approved"
    RETURNED = "returned"
    CONFLICT = "conflict"
    REJECTED = "rejected"
    DISMISSED = "dismissed"


_AT_THE_SERVER = frozenset({State.RECEIVED, State.COMPLETE, State.APPROVED, State.RETURNED})

# Staff may decide anew, and may settle what was kept aside; nothing ever goes back to the phone alone.
TRANSITIONS: dict[State, frozenset[State]] = {
    State.PHONE: _AT_THE_SERVER | {State.CONFLICT, State.REJECTED},
    State.RECEIVED: _AT_THE_SERVER - {State.RECEIVED},
    State.COMPLETE: frozenset({State.APPROVED, State.RETURNED}),
    State.APPROVED: frozenset({State.RETURNED}),
    State.RETURNED: frozenset({State.APPROVED}),
    State.CONFLICT: _AT_THE_SERVER | {State.DISMISSED},
    State.REJECTED: _AT_THE_SERVER | {State.CONFLICT, State.DISMISSED},
    State.DISMISSED: frozenset(),
}


def state_after(current: State, told: State) -> State:
    """The state to show when the server tells one; an answer that comes late never turns a check back."""
    return told if told in TRANSITIONS[current] else current


def state_of_arrival(missing: Iterable[str]) -> State:
    """`received` while a photo of the manifest is missing, else `complete`."""
    return State.RECEIVED if any(True for _ in missing) else State.COMPLETE
