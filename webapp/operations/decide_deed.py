"""Accept or refuse a bonus deed."""

from __future__ import annotations

from dataclasses import dataclass

from webapp import clock
from webapp.domain.months.cycle import takes_changes
from webapp.domain.months.review import may_accept
from webapp.models import Deed, Month, User
from webapp.models.types import NOTE
from webapp.operations.note_change import note_change, note_event
from webapp.operations.place_in_month import reopen_draft
from webapp.operations.transaction import transaction
from webapp.queries.deeds import ACCEPTED, REFUSED, WAITING, deed_by_id, households_of_courtyards
from webapp.queries.months import month_named
from webapp.queries.quarantine import who_readmitted
from webapp.queries.rule_books import rule_book_in_force, rule_book_of_version
from webapp.queries.users import recused_accounts, recused_courtyards

VERBS = {"accept": ACCEPTED, "refuse": REFUSED}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What staff say of a deed; points and household are those of the deed when they are left out."""

    verb: str
    points: int | None = None
    household: int | None = None
    reason: str = ""


def decide_deed(actor: User, key: int, ruling: Ruling) -> str | None:
    """None when it is decided, else the code of why not."""
    with transaction(actor.community_id) as session:
        deed = deed_by_id(actor.community_id, key)
        if deed is None:
            return "unknown"
        month = month_named(actor.community_id, deed.month)
        refusal = _refuse(actor, deed, month) or _refuse_ruling(deed, ruling)
        if refusal is None:
            _rule(actor, deed, ruling)
            note_event(session, actor, f"deed_{deed.state}", "deed", str(deed.id))
            if deed.uuid is not None:
                note_change(session, deed.community_id, "deed", deed.uuid)
            if month is not None:
                reopen_draft(session, month)
    return refusal


def _refuse(actor: User, deed: Deed, month: Month | None) -> str | None:
    if deed.state != WAITING:
        return "changed"
    if month is not None and not takes_changes(month.state):
        return "month_closed"
    recused = recused_courtyards(actor, clock.today(actor.community))
    if deed.account_id in recused_accounts(actor, clock.today(actor.community)):
        return "recused"
    by = who_readmitted(deed.community_id, {deed.entry_id} if deed.entry_id else ()).get(deed.entry_id or 0)
    return may_accept(actor.id, deed.logged_by, deed.courtyard_id, recused, by).reason


def _refuse_ruling(deed: Deed, ruling: Ruling) -> str | None:
    if ruling.verb == "refuse":
        return "no_deed_text" if deed.logged_by is not None and not ruling.reason.strip() else None
    if ruling.points is not None and not _within_rule(deed, ruling.points):
        return "points_differ"
    if deed.courtyard_id is None:
        return None
    households = [key for key, _ in households_of_courtyards(deed.community_id, [deed.courtyard_id])[deed.courtyard_id]]
    chosen = ruling.household or deed.household_id
    return None if chosen in households or not (chosen or households) else "no_household"


def _within_rule(deed: Deed, points: int) -> bool:
    """By the rule book that the deed was logged under, else by the one in force in its month."""
    book = rule_book_of_version(deed.community_id, deed.rule_version) if deed.rule_version else None
    kind = (book or rule_book_in_force(deed.community_id, deed.month)[1]).rule_of(deed.kind)
    return points == deed.points if kind is None else kind.value.least <= points <= kind.value.most


def _rule(actor: User, deed: Deed, ruling: Ruling) -> None:
    deed.state, deed.decided_by = VERBS[ruling.verb], actor.id
    if ruling.verb == "refuse":
        deed.reason = ruling.reason.strip()[:NOTE] or None
        return
    deed.points = ruling.points or deed.points
    deed.household_id = ruling.household or deed.household_id
