"""Staff record deeds and breaches of any account; somebody else decides on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp import clock
from webapp.domain.rules.deeds import Breach, Deed
from webapp.domain.rules.values import MOST_PIECES, Chosen
from webapp.models import Account, Community, User
from webapp.models import Deed as DeedRow
from webapp.models.account import COURTYARD
from webapp.models.deed import DESK
from webapp.models.types import NOTE
from webapp.operations.note_change import note_events
from webapp.operations.place_in_month import place_in_month
from webapp.operations.transaction import transaction
from webapp.queries.accounts import accounts_by_id
from webapp.queries.deeds import WAITING
from webapp.queries.rule_books import rule_book_in_force
from webapp.queries.users import recused_accounts, recused_courtyards

OLDEST = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Record:
    """What somebody did, by the account's key; `points` where the rule lets one choose, `quantity` where it counts.

    Of an account of several, `household` and `person` say who of them it was, as far as that is known.
    """

    account: int
    kind: str
    day: dt.date
    points: int = 0
    quantity: int | None = None
    text: str = ""
    household: int | None = None
    person: int | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """By which way records came: the household that claims them, or the activity on whose sheet they stand."""

    came_by: str = DESK
    claimed_by: int | None = None
    activity: int | None = None
    token: str | None = None


AT_THE_DESK = Origin()


def record_deeds(actor: User, records: Sequence[Record]) -> list[str | None]:
    """For each record None, or the code of why it was not taken; the others are taken and wait for a decision."""
    with transaction(actor.community_id) as session:
        refusals = refuse_records(actor.community, actor, records)
        taken = [record for record, refusal in zip(records, refusals, strict=True) if refusal is None]
        note_records(session, actor, keep_records(session, actor.community, actor, taken))
    return refusals


def refuse_records(community: Community, actor: User | None, records: Sequence[Record]) -> list[str | None]:
    """The code of why each can't be taken, or None; without an actor, from the command line, nobody is recused."""
    today = clock.today(community)
    accounts = accounts_by_id(community.id, {record.account for record in records})
    own = (recused_accounts(actor, today), recused_courtyards(actor, today)) if actor else (set(), set())
    return [_refuse(record, accounts.get(record.account), own, today) for record in records]


def keep_records(
    session: Session, community: Community, actor: User | None, records: Sequence[Record], origin: Origin = AT_THE_DESK
) -> list[DeedRow]:
    """Write records that nothing refuses, in this transaction; they wait for a decision."""
    accounts = accounts_by_id(community.id, {record.account for record in records})
    rows = [_row(session, community, actor, record, accounts[record.account], origin) for record in records]
    session.add_all(rows)
    session.flush()
    return rows


def note_records(session: Session, actor: User | None, rows: Sequence[DeedRow]) -> None:
    """Each in the audit trail; from the command line there is nobody to name."""
    if actor is not None and rows:
        note_events(session, actor, "deed_recorded", "deed", [str(row.id) for row in rows])


def _refuse(record: Record, account: Account | None, own: tuple[set[int], set[int]], today: dt.date) -> str | None:
    if account is None:
        return "no_account"
    if account.id in own[0] or account.courtyard_id in own[1]:
        return "recused"
    if not today - OLDEST <= record.day <= today:
        return "day_implausible"
    rule = rule_book_in_force(account.community_id, f"{record.day:%Y-%m}")[1].rule_of(record.kind)
    if rule is None:
        return "no_kind"
    return _refuse_figure(rule, record)


def _refuse_figure(rule: Deed | Breach, record: Record) -> str | None:
    if isinstance(rule.value, Chosen):
        least, most = rule.value.least, rule.value.most
        return "points_differ" if least < most and not least <= record.points <= most else None
    return None if record.quantity and 0 < record.quantity <= MOST_PIECES else "no_quantity"


def _row(
    session: Session, community: Community, actor: User | None, record: Record, account: Account, origin: Origin
) -> DeedRow:
    book_version, book = rule_book_in_force(community.id, f"{record.day:%Y-%m}")
    rule = book.rule_of(record.kind)
    assert rule is not None, "it was looked up before"
    is_courtyard = account.kind == COURTYARD
    return DeedRow(
        community_id=community.id,
        courtyard_id=account.courtyard_id if is_courtyard else None,
        account_id=None if is_courtyard else account.id,
        person_id=record.person or account.person_id,
        household_id=record.household or account.household_id,
        kind=record.kind,
        points=rule.value.worth(record.points, record.quantity).given,
        quantity=record.quantity,
        day=record.day,
        month=place_in_month(session, community, record.day)[0],
        text=record.text.strip()[:NOTE],
        state=WAITING,
        logged_by=actor.id if actor else None,
        rule_version=book_version,
        came_by=origin.came_by,
        claimed_by=origin.claimed_by,
        activity_id=origin.activity,
        token=origin.token,
    )
