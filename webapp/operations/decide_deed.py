"""Accept a bonus deed, whole or less of it, refuse it, or take such a decision back while its month is a draft."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.months.cycle import takes_changes
from webapp.domain.rules.deeds import Breach
from webapp.domain.rules.deeds import Deed as DeedRule
from webapp.domain.rules.values import Chosen
from webapp.models import Deed, DeedDecision, Month, User
from webapp.models.deed import HELP
from webapp.models.types import NOTE
from webapp.operations.note_change import note_change, note_event
from webapp.operations.place_in_month import reopen_draft
from webapp.operations.transaction import transaction
from webapp.queries.deed_desk import desk_deeds, verdicts_on, waiting_at_desk
from webapp.queries.deeds import ACCEPTED, REFUSED, WAITING, deed_by_id, households_of_courtyards
from webapp.queries.months import month_named
from webapp.queries.rule_books import rule_book_in_force, rule_book_of_version

ACCEPT, REFUSE, REOPEN = "accept", "refuse", "reopen"
VERBS = {ACCEPT: ACCEPTED, REFUSE: REFUSED, REOPEN: WAITING}
BEFORE = {ACCEPT: (WAITING,), REFUSE: (WAITING,), REOPEN: (ACCEPTED, REFUSED)}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What staff say of a deed; points, quantity and household are those of the deed when they are left out.

    `seen` is the version that their page showed; without one only the state is compared.
    """

    verb: str
    points: int | None = None
    household: int | None = None
    reason: str = ""
    quantity: int | None = None
    seen: int | None = None


def decide_deed(actor: User, key: int, ruling: Ruling) -> str | None:
    """None when it is decided, else the code of why not. The same sent twice is decided once."""
    with transaction(actor.community_id) as session:
        deed = deed_by_id(actor.community_id, key)
        if deed is None:
            return "unknown"
        if _is_repeat(actor, deed, ruling):
            return None
        month = month_named(actor.community_id, deed.month)
        refusal = _refuse(actor, deed, month, ruling) or _refuse_ruling(deed, ruling)
        if refusal is None:
            _rule(session, actor, deed, month, ruling)
    return refusal


def accept_together(actor: User, activity: int, shown: Mapping[int, int]) -> int:
    """Accept the deeds of one activity, `shown` by id with their versions; how many. What may have come twice, and what
    needs another decider, waits on.
    """
    with transaction(actor.community_id) as session:
        waiting = waiting_at_desk(actor.community_id, activity)
        taken = 0
        for each in desk_deeds(actor, clock.today(actor.community), waiting):
            ruling = Ruling(ACCEPT, seen=shown.get(each.deed.id, -1))
            month = month_named(actor.community_id, each.deed.month)
            if not each.is_clear or _refuse(actor, each.deed, month, ruling) or _refuse_ruling(each.deed, ruling):
                continue
            _rule(session, actor, each.deed, month, ruling)
            taken += 1
    return taken


def _is_repeat(actor: User, deed: Deed, ruling: Ruling) -> bool:
    """A second tap on the same button: the same person decided just this, and nobody anything since."""
    if ruling.seen is None or deed.version != ruling.seen + 1 or not deed.decisions:
        return False
    last = deed.decisions[-1]
    return (last.decider_id, last.verb) == (actor.id, ruling.verb)


def _refuse(actor: User, deed: Deed, month: Month | None, ruling: Ruling) -> str | None:
    if deed.state not in BEFORE[ruling.verb] or ruling.seen not in (None, deed.version):
        return "changed"
    if month is not None and not takes_changes(month.state):
        return "month_closed"
    if ruling.verb == REOPEN and deed.came_by == HELP:
        return "undo_at_help"
    return verdicts_on(actor, clock.today(actor.community), [deed])[deed.id].reason


def _refuse_ruling(deed: Deed, ruling: Ruling) -> str | None:
    has_reason = bool(ruling.reason.strip())
    if ruling.verb == REOPEN:
        return None if has_reason else "no_undo_text"
    if ruling.verb == REFUSE:
        return None if has_reason else "no_deed_text"
    if not _is_within_rule(deed, ruling):
        return "points_differ"
    if _is_less(deed, ruling) and not has_reason:
        return "no_less_text"
    return _refuse_household(deed, ruling)


def _refuse_household(deed: Deed, ruling: Ruling) -> str | None:
    if deed.courtyard_id is None:
        return None if ruling.household in (None, deed.household_id) else "no_household"
    found = households_of_courtyards(deed.community_id, [deed.courtyard_id])[deed.courtyard_id]
    households: Collection[int] = [key for key, _ in found]
    chosen = ruling.household or deed.household_id
    return None if chosen in households or not (chosen or households) else "no_household"


def rule_for(deed: Deed) -> DeedRule | Breach | None:
    """By the rule book that the deed was logged under, else by the one in force in its month."""
    book = rule_book_of_version(deed.community_id, deed.rule_version) if deed.rule_version else None
    return (book or rule_book_in_force(deed.community_id, deed.month)[1]).rule_of(deed.kind)


def _is_within_rule(deed: Deed, ruling: Ruling) -> bool:
    """Points where the rule lets one choose them, else no more pieces or minutes than were asked for."""
    rule = rule_for(deed)
    if ruling.quantity is not None and not 0 < ruling.quantity <= (deed.quantity or 0):
        return False
    if ruling.points is None:
        return True
    return ruling.points == deed.points if rule is None else rule.value.least <= ruling.points <= rule.value.most


def _is_less(deed: Deed, ruling: Ruling) -> bool:
    fewer_points = ruling.points is not None and ruling.points < deed.points
    return fewer_points or (ruling.quantity is not None and ruling.quantity < (deed.quantity or 0))


def _rule(session: Session, actor: User, deed: Deed, month: Month | None, ruling: Ruling) -> None:
    deed.state, deed.version = VERBS[ruling.verb], deed.version + 1
    deed.decided_by = None if ruling.verb == REOPEN else actor.id
    {ACCEPT: _credit, REFUSE: _keep_reason, REOPEN: _restore}[ruling.verb](deed, ruling)
    decision = {"deed_id": deed.id, "decider_id": actor.id, "decided_at": clock.now(), "verb": ruling.verb}
    reason = ruling.reason.strip()[:NOTE]
    session.add(DeedDecision(community_id=deed.community_id, points=deed.points, reason=reason, **decision))
    session.flush()
    session.expire(deed, ["decisions"])
    action = "deed_reopened" if ruling.verb == REOPEN else f"deed_{deed.state}"
    note_event(session, actor, action, "deed", str(deed.id))
    if deed.uuid is not None:
        note_change(session, deed.community_id, "deed", deed.uuid)
    if month is not None:
        reopen_draft(session, month)


def _credit(deed: Deed, ruling: Ruling) -> None:
    if _is_less(deed, ruling):
        deed.asked_points, deed.asked_quantity = deed.points, deed.quantity
        _keep_reason(deed, ruling)
    rule = rule_for(deed)
    if ruling.quantity is not None and rule is not None and not isinstance(rule.value, Chosen):
        deed.quantity = ruling.quantity
        deed.points = rule.value.worth(0, ruling.quantity).given
    elif ruling.points is not None:
        deed.points = ruling.points
    deed.household_id = ruling.household or deed.household_id


def _keep_reason(deed: Deed, ruling: Ruling) -> None:
    deed.reason = ruling.reason.strip()[:NOTE]


def _restore(deed: Deed, _ruling: Ruling) -> None:
    """As it was asked for."""
    if deed.asked_points is not None:
        deed.points, deed.quantity = deed.asked_points, deed.asked_quantity
    deed.asked_points = deed.asked_quantity = deed.reason = None
