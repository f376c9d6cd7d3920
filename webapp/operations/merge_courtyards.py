"""Two courtyards become one from a month on: one goes on with its account, the other ends."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.domain.calendar_month import previous_month
from webapp.domain.imports.written import written_number
from webapp.domain.numbering import sort_key
from webapp.domain.roster_refusal import RosterRefused
from webapp.models import Account, Courtyard, Household, RosterAct, User
from webapp.models.roster_act import MERGE
from webapp.operations.change_holder import account_to_close
from webapp.operations.keep_act import keep_act, told
from webapp.operations.note_change import note_event
from webapp.operations.roster_change import chosen_month, reopen_from, roster_change, seen_courtyard
from webapp.operations.split_courtyard import recuse_alike, settle_in
from webapp.operations.unenrol_courtyard import end_enrolment
from webapp.queries.files import courtyard_by_id, households_in
from webapp.queries.roster_acts import picture_of
from webapp.queries.roster_desk import courtyard_at, has_records, holding, open_account


@dataclass(frozen=True, slots=True)
class Merge:
    """`other` is the one that ends; the one that goes on may get another `number`."""

    month: str
    other: int
    number: str = ""


@dataclass(frozen=True, slots=True)
class WeighedMerge:
    """A merge that could be made now; `account` is the one that closes."""

    month: str
    number: str
    other: Courtyard
    account: Account
    homes: list[Household]


def weigh_merge(courtyard: Courtyard, actor: User, given: Merge) -> WeighedMerge:
    """What it would do. Raises RosterRefused."""
    month = chosen_month(actor, given.month)
    other = courtyard_by_id(actor.community_id, given.other)
    if other is None or other.id == courtyard.id:
        raise RosterRefused("no_other", "other")
    number = written_number(given.number) if given.number.strip() else courtyard.number
    there = courtyard_at(courtyard.lane, number)
    if there is not None and there.id != courtyard.id:
        raise RosterRefused("number_taken", "number")
    account = account_to_close(other, actor, month)
    if has_records(other, month):
        raise RosterRefused("has_records", "month")
    if other.enrolled_in(month) and not courtyard.enrolled_in(month):
        raise RosterRefused("ends_wrong_one", "other")
    return WeighedMerge(month, number, other, account, households_in(other))


def merge_courtyards(actor: User, key: int, given: Merge, seen: str) -> Courtyard:
    """The one that goes on, with everybody. Its holder stays; who held the other lives there. Raises RosterRefused."""
    with roster_change(actor) as session:
        courtyard = seen_courtyard(actor, key, seen)
        weighed = weigh_merge(courtyard, actor, given)
        picture = picture_of(actor.community_id, [key, weighed.other.id])
        numbers = [courtyard.number, weighed.other.number, weighed.number]
        courtyard.is_party_centre |= weighed.other.is_party_centre
        courtyard.number, courtyard.sort_key = weighed.number, sort_key(weighed.number)
        recuse_alike(session, weighed.other, courtyard)
        settle_in(courtyard, weighed.homes, weighed.month)
        for home in weighed.homes:
            home.kind = "registered" if home.kind == "owner" else home.kind
        end_enrolment(weighed.other, weighed.month)
        weighed.account.closed_in = previous_month(weighed.month)
        reopen_from(session, actor, weighed.month)
        said = told(numbers, holding(weighed.account), holding(open_account(courtyard)))
        keep_act(session, actor, RosterAct(kind=MERGE, month=weighed.month, courtyard_id=key, told=said), picture)
        note_event(
            session,
            actor,
            "courtyards_merged",
            "courtyard",
            str(key),
            month=weighed.month,
            before={"courtyards": [courtyard.id, weighed.other.id], "account": weighed.account.id},
            after={"courtyards": [courtyard.id]},
        )
    return courtyard
