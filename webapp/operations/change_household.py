"""Correct a household's kind, or tag it as one in difficulty."""

from __future__ import annotations

from webapp.domain.roster_refusal import RosterRefused
from webapp.models import Household, User
from webapp.operations.note_change import note_event
from webapp.operations.roster_change import differences, roster_change, seen_household


def change_household(actor: User, key: int, kind: str, in_difficulty: bool, seen: str) -> Household:
    """Who holds the courtyard is changed by a change of holder alone. Raises RosterRefused."""
    with roster_change(actor) as session:
        home = seen_household(actor, key, seen)
        if kind != home.kind and (home.kind == "owner" or kind not in ("registered", "tenant")):
            raise RosterRefused("owner_stays", "kind")
        before, _ = differences(home, {"kind": kind, "in_difficulty": in_difficulty})
        if before:
            note_event(session, actor, "household_changed", "household", str(key), fields=sorted(before))
    return home
