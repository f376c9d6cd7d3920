"""A courtyard becomes two from a month on: 27 becomes 27-1 and 27-2."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.domain.calendar_month import previous_month
from webapp.domain.imports.written import written_number
from webapp.domain.numbering import sort_key
from webapp.domain.roster_refusal import RosterRefused
from webapp.models import Account, Courtyard, Household, Recusal, RosterAct, User
from webapp.models.roster_act import SPLIT
from webapp.operations.change_holder import account_to_close
from webapp.operations.keep_act import keep_act, told
from webapp.operations.note_change import note_event
from webapp.operations.roster_change import (
    chosen_month,
    make_room,
    new_account,
    new_code,
    reopen_from,
    require_open,
    roster_change,
    seen_courtyard,
)
from webapp.operations.unenrol_courtyard import end_enrolment
from webapp.queries.files import households_in
from webapp.queries.roster_acts import picture_of
from webapp.queries.roster_desk import courtyard_at, has_records, holding, open_account

GOES_ON, ENDS = "goes_on", "ends"


@dataclass(frozen=True, slots=True)
class Split:
    """`second` names the households that belong to the second part; of the old courtyard, the account `goes_on` as
    the first part's or `ends`. Its owner lives in either, in the first if it goes on; `other_owner` holds the other.
    """

    month: str
    numbers: tuple[str, str]
    second: frozenset[int] = frozenset()
    account: str = GOES_ON
    other_owner: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One of the two, with who lives there and who of them holds it; `is_new` if it takes an account of its own."""

    number: str
    homes: list[Household]
    holders: list[Household]
    is_new: bool


@dataclass(frozen=True, slots=True)
class WeighedSplit:
    """A split that could be made now."""

    month: str
    account: Account
    parts: tuple[Part, Part]


def weigh_split(courtyard: Courtyard, actor: User, given: Split) -> WeighedSplit:
    """What it would do. Raises RosterRefused."""
    month = chosen_month(actor, given.month)
    if given.account not in (GOES_ON, ENDS):
        raise RosterRefused("no_choice", "account")
    numbers = _numbers(courtyard, given)
    account = account_in_time(courtyard, actor, month, given.account)
    if given.account == ENDS and has_records(courtyard, month):
        raise RosterRefused("has_records", "month")
    homes, holders = households_in(courtyard), holding(account)
    second = [each for each in homes if each.id in given.second]
    first = [each for each in homes if each.id not in given.second]
    if given.account == GOES_ON and any(each in second for each in holders):
        raise RosterRefused("owner_goes_on", "second")
    held = [[each for each in holders if each in living] for living in (first, second)]
    held = _with_other_owner(given, (first, second), held)
    parts = (
        Part(numbers[0], first, held[0], given.account == ENDS),
        Part(numbers[1], second, held[1], True),
    )
    return WeighedSplit(month, account, parts)


def account_in_time(courtyard: Courtyard, actor: User, month: str, what: str) -> Account:
    """One that goes on need not have been there before."""
    if what == ENDS:
        return account_to_close(courtyard, actor, month)
    require_open(actor, month)
    account = open_account(courtyard)
    if account is None:
        raise RosterRefused("no_account")
    return account


def _numbers(courtyard: Courtyard, given: Split) -> tuple[str, str]:
    first, second = (
        written_number(text, field)
        for text, field in zip(given.numbers, ("first_number", "second_number"), strict=True)
    )
    if first == second:
        raise RosterRefused("numbers_alike", "second_number")
    for number, field in ((first, "first_number"), (second, "second_number")):
        there = courtyard_at(courtyard.lane, number)
        if there is not None and not (
            there.id == courtyard.id and field == "first_number" and given.account == GOES_ON
        ):
            raise RosterRefused("number_taken", field)
    return first, second


def _with_other_owner(
    given: Split, living: tuple[list[Household], list[Household]], held: list[list[Household]]
) -> list[list[Household]]:
    """Who held the whole holds the part they live in; the other may stay without a holder for now."""
    if given.other_owner is None:
        return held
    chosen = [[each for each in homes if each.id == given.other_owner] for homes in living]
    if not any(theirs and not there for theirs, there in zip(chosen, held, strict=True)):
        raise RosterRefused("owner_elsewhere", "other_owner")
    return [there or theirs for theirs, there in zip(chosen, held, strict=True)]


def split_courtyard(actor: User, key: int, given: Split, seen: str) -> tuple[Courtyard, Courtyard]:
    """The two parts. Raises RosterRefused."""
    with roster_change(actor) as session:
        courtyard = seen_courtyard(actor, key, seen)
        weighed = weigh_split(courtyard, actor, given)
        month, (first, second) = weighed.month, weighed.parts
        picture, whole, before = picture_of(actor.community_id, [key]), courtyard.number, holding(weighed.account)
        takes_part = courtyard.enrolled_in(month)
        until = courtyard.enrolled_until
        other = _part(session, courtyard, second, month, takes_part)
        if given.account == ENDS:
            one = _part(session, courtyard, first, month, takes_part)
            end_enrolment(courtyard, month)
            weighed.account.closed_in = previous_month(month)
        else:
            one = courtyard
            one.number, one.sort_key = first.number, sort_key(first.number)
        for each in {one, other} - {courtyard}:
            each.enrolled_until = until if takes_part else None
        reopen_from(session, actor, month)
        said = told([whole, first.number, second.number], before, [*first.holders, *second.holders])
        act = RosterAct(kind=SPLIT, month=month, courtyard_id=key, told=said)
        keep_act(session, actor, act, picture, {one, other} - {courtyard})
        note_event(
            session,
            actor,
            "courtyard_split",
            "courtyard",
            str(key),
            month=month,
            before={"account": weighed.account.id},
            after={"courtyards": [one.id, other.id], "closed_in": weighed.account.closed_in},
        )
    return one, other


def _part(session: Session, courtyard: Courtyard, part: Part, month: str, takes_part: bool) -> Courtyard:
    """A courtyard of its own beside the old one, with its households, an account and the old one's 回避."""
    position = courtyard.walk_position + 1
    make_room(session, courtyard.grid, position)
    made = Courtyard(
        community_id=courtyard.community_id,
        code=new_code(),
        lane=courtyard.lane,
        grid=courtyard.grid,
        number=part.number,
        sort_key=sort_key(part.number),
        walk_position=position,
        latitude=courtyard.latitude,
        longitude=courtyard.longitude,
        enrolled_from=month if takes_part else None,
        is_party_centre=courtyard.is_party_centre and any(each.kind == "owner" for each in part.homes),
    )
    session.add(made)
    session.flush()
    recuse_alike(session, courtyard, made)
    settle_in(made, part.homes, month)
    for each in part.holders:
        each.kind = "owner"
    new_account(session, made, month, part.holders)
    return made


def settle_in(courtyard: Courtyard, homes: Collection[Household], month: str) -> None:
    """The households belong there from `month` on; the months before still find them where they were."""
    for home in homes:
        if home.moved_in is None or home.moved_in < month:
            home.moved_from_id, home.moved_in = home.courtyard_id, month
        home.courtyard = courtyard


def recuse_alike(session: Session, before: Courtyard, after: Courtyard) -> None:
    """Whoever is recused of the one is so of the other, for the same reason."""
    of_either = Recusal.courtyard_id.in_((before.id, after.id))
    rows = list(session.scalars(select(Recusal).where(Recusal.community_id == before.community_id, of_either)))
    known = {each.user_id for each in rows if each.courtyard_id == after.id}
    of = {"community_id": before.community_id, "courtyard_id": after.id}
    session.add_all(
        [
            Recusal(**of, user_id=each.user_id, reason=each.reason)
            for each in rows
            if each.courtyard_id == before.id and each.user_id not in known
        ]
    )
