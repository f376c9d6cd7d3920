"""A change of holder, a split, a merge is taken back: all is as before, both stand in the records, nothing is lost."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.checks import approve, at, make_check, receive
from tests.factories.courtyards import household_of, make_household
from tests.factories.deeds import make_deed
from tests.factories.entries import make_entry
from tests.factories.neighbourhoods import fault
from tests.factories.users import make_user, recuse
from tests.integration.roster.conftest import Village, seen
from tests.integration.roster.test_courtyards import on_the_phone, refused, scored
from tests.integration.roster.test_holders_and_parts import DECEMBER, NOVEMBER, account, close, on_card, points
from tests.integration.verification.conftest import differences
from webapp import clock
from webapp.domain.roster_refusal import RosterRefused
from webapp.extensions import db
from webapp.models import (
    Account,
    AccountHolder,
    AuditEvent,
    AuditWords,
    Check,
    Courtyard,
    Household,
    HouseholdAccess,
    LedgerEntry,
    Membership,
    ReceivedEntry,
    Recusal,
    RosterAct,
)
from webapp.operations.change_holder import Change, change_holder
from webapp.operations.draw_pin import draw_pin, seen_pin
from webapp.operations.merge_courtyards import Merge, merge_courtyards
from webapp.operations.move_out import move_out
from webapp.operations.score_month import score_month
from webapp.operations.split_courtyard import ENDS, GOES_ON, Split, split_courtyard
from webapp.operations.undo_act import undo_act
from webapp.queries.boards import courtyard_by_code
from webapp.queries.exports import roster_lines
from webapp.queries.files import households_in
from webapp.queries.holders import courtyard_holders
from webapp.queries.months import month_named
from webapp.queries.roster_desk import courtyards_listed, seen_of_household

DAYS = [dt.date(2026, month, 5) for month in (10, 11, 12)]
Do = Callable[[Village], object]


def state(village: Village) -> dict[str, object]:
    """All that an act may touch, as it works: who lives and holds where and when, plates, ways, balances, 回避."""
    community = village.community.id
    db.session.expire_all()
    yards = courtyards_listed(community)
    told = [column.key for column in Courtyard.__table__.columns]
    return {
        "yards": [{name: getattr(yard, name) for name in told} for yard in yards],
        "homes": {yard.id: [(home.id, home.kind) for home in _there(yard)] for yard in yards},
        "holders": [courtyard_holders(community, day) for day in DAYS],
        "scored": [scored(village, f"{day:%Y-%m}") for day in DAYS],
        "cards": {home.id: [on_card(home, f"{day:%Y-%m}") for day in DAYS] for yard in yards for home in _there(yard)},
        "people": sorted(
            (each.household_id, each.person_id, each.role, each.since, each.until)
            for each in db.session.query(Membership)
            if each.until is None or each.until >= each.since
        ),
        "held": sorted((each.account_id, each.household_id) for each in db.session.query(AccountHolder)),
        "accounts": sorted(
            (each.id, each.opened_in, each.closed_in or "")
            for each in db.session.query(Account)
            if each.closed_in is None or each.closed_in >= each.opened_in
        ),
        "balances": sorted((each.id, points(each)) for each in db.session.query(Account) if points(each)),
        "ledger": db.session.query(LedgerEntry).count(),
        "recused": sorted((each.user_id, each.courtyard_id) for each in db.session.query(Recusal)),
        "plates": {yard.code: courtyard_by_code(yard.code) == yard for yard in yards},
        "phone": on_the_phone(village),
    }


def _there(yard: Courtyard) -> list[Household]:
    """Without households that nobody ever lived in."""
    of = db.session.query(Membership.household_id).filter(
        Membership.until.is_(None) | (Membership.until >= Membership.since)
    )
    lived = {key for (key,) in of}
    return [home for home in households_in(yard) if home.id in lived]


def last_act() -> RosterAct:
    return db.session.query(RosterAct).order_by(RosterAct.id.desc()).first()


def undo(village: Village, act: RosterAct | None = None, reason: str = "点错了") -> RosterAct:
    act = act or last_act()
    return undo_act(village.admin, act.id, reason, seen(act.courtyard))


def new_holder(village: Village) -> object:
    yard = village.yards[0]
    return change_holder(village.admin, yard.id, Change(NOVEMBER, name="丁小满"), seen(yard))


def tenant_holds(village: Village) -> object:
    yard, change = village.yards[0], Change(NOVEMBER, household=village.tenant.id, stays=True)
    return change_holder(village.admin, yard.id, change, seen(yard))


def holder_next_month(village: Village) -> object:
    yard = village.yards[1]
    return change_holder(village.admin, yard.id, Change(DECEMBER, name="丁小满"), seen(yard))


def split_going_on(village: Village) -> object:
    yard, tenant = village.yards[0], village.tenant
    split = Split(NOVEMBER, ("27-1", "27-2"), frozenset({tenant.id}), GOES_ON, tenant.id)
    return split_courtyard(village.admin, yard.id, split, seen(yard))


def split_ending(village: Village) -> object:
    yard, tenant = village.yards[0], village.tenant
    return split_courtyard(
        village.admin, yard.id, Split(DECEMBER, ("27-1", "27-2"), frozenset({tenant.id}), ENDS), seen(yard)
    )


def merged(village: Village) -> object:
    stays, ends = village.yards[1], village.yards[2]
    return merge_courtyards(village.admin, stays.id, Merge(NOVEMBER, ends.id, "29-31"), seen(stays))


def merged_next_month(village: Village) -> object:
    stays, ends = village.yards[1], village.yards[0]
    return merge_courtyards(village.admin, stays.id, Merge(DECEMBER, ends.id), seen(stays))


ACTS: list[Do] = [
    new_holder,
    tenant_holds,
    holder_next_month,
    split_going_on,
    split_ending,
    merged,
    merged_next_month,
]


@pytest.mark.parametrize("do", ACTS, ids=lambda do: do.__name__)
def test_taken_back_everything_is_as_before_and_can_be_done_again(village, do):
    recuse(make_user(village.community, "inspector"), village.yards[2])
    before = state(village)
    do(village)
    assert state(village) != before
    act = undo(village)
    assert state(village) == before
    assert (act.reason, act.undone_by, act.undone_at is not None) == ("点错了", village.admin.id, True)
    event = db.session.query(AuditEvent).filter_by(action="roster_act_undone").one()
    assert event.details.items() >= {"act": act.id, "kind": act.kind, "month": act.month}.items()
    assert db.session.query(AuditWords).filter_by(event_id=event.id).one().text == "点错了"

    do(village)
    undo(village)
    assert state(village) == before
    close(village, NOVEMBER)
    assert differences() == []


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chosen=st.lists(st.sampled_from(ACTS), min_size=1, max_size=3))
def test_any_acts_in_any_order_are_taken_back_the_last_first(village, chosen):
    before, done = state(village), []
    for do in chosen:
        states = state(village)
        with contextlib.suppress(RosterRefused):  # two of them may not go together
            do(village)
            done.append((last_act().id, states))
    for key, states in reversed(done):
        undo(village, db.session.get_one(RosterAct, key))
        assert state(village) == states
    assert state(village) == before


def test_what_a_later_act_rests_on_waits_for_that_to_be_taken_back(village):
    split_going_on(village)
    first = last_act()
    part = db.session.query(Courtyard).filter_by(number="27-2").one()
    change_holder(village.admin, part.id, Change(DECEMBER, name="丁小满"), seen(part))
    assert refused(undo, village, first).code == "later_act"
    undo(village)
    undo(village, first)
    assert {line.get("number") for line in roster_lines(village.community.id, DAYS[1])} == {"27", "29", "31"}
    assert refused(undo, village, first).code == "undone_already"


def test_a_confirmed_month_keeps_what_it_rests_on(village):
    new_holder(village)
    close(village, NOVEMBER)
    assert refused(undo, village).code == "confirmed_since"
    assert last_act().undone_at is None


def test_a_draft_that_was_scored_by_the_act_opens_again(village):
    old = account(village.yards[0])
    new_holder(village)
    score_month(village.staff, NOVEMBER)
    undo(village)
    month = month_named(village.community.id, NOVEMBER)
    assert month is not None
    assert month.state == "open"
    assert account(village.yards[0]).id == old.id
    close(village, NOVEMBER)
    assert points(old) == 12 + 9
    assert differences() == []


def test_a_new_courtyard_that_was_checked_stays(village):
    split_going_on(village)
    part = db.session.query(Courtyard).filter_by(number="27-2").one()
    make_check(village.inspector, part, at(dt.date(2026, 11, 4)), {"W1": fault()})
    assert refused(undo, village).code == "used_since"


def test_deeds_of_households_that_were_moved_hold_a_merge(village):
    home = household_of(village.yards[2])
    merged(village)
    make_deed(village.yards[1], dt.date(2026, 11, 4), household_id=home.id)
    assert refused(undo, village).code == "used_since"


def test_checks_of_the_courtyard_that_goes_on_stay_with_it(village):
    merged(village)
    check = make_check(village.inspector, village.yards[1], at(dt.date(2026, 11, 4)), {"W1": fault()})
    approve(village.staff, check)
    undo(village)
    close(village, NOVEMBER)
    assert [points(account(yard)) for yard in village.yards[1:]] == [10 + 9, 0]
    assert differences() == []


def test_what_was_changed_since_is_not_overwritten(village):
    tenant_holds(village)
    home = household_of(village.yards[0])
    home.kind = "tenant"
    db.session.commit()
    assert refused(undo, village).code == "changed_since"


def test_people_who_came_to_what_the_act_made_stay(village):
    new_holder(village)
    home = db.session.get_one(Household, last_act().told["after"][0])
    make_household(village.yards[0], "丁大满", kind="tenant")
    member = db.session.query(Membership).filter_by(household_id=home.id).one()
    move_out(village.admin, member.id, "2026-11-04", seen_of_household(home))
    assert refused(undo, village).code == "changed_since"


def test_a_number_that_was_given_away_is_not_taken_from_its_courtyard(village):
    merged(village)
    other = village.yards[0]
    other.number = "29"
    db.session.commit()
    assert refused(undo, village).code == "number_gone"


def test_the_card_of_a_household_that_never_came_opens_no_more(village):
    new_holder(village)
    home = db.session.get_one(Household, last_act().told["after"][0])
    assert draw_pin(village.admin, home, seen_pin(None)) is not None
    assert db.session.query(HouseholdAccess).filter_by(household_id=home.id).count() == 1
    undo(village)
    assert db.session.query(HouseholdAccess).filter_by(household_id=home.id).count() == 0
    assert [on_card(home, month) for month in (NOVEMBER, DECEMBER)] == [None, None]


def test_a_phone_s_late_check_of_a_void_courtyard_is_kept_aside_and_counts_for_nobody(village):
    split_going_on(village)
    part = db.session.query(Courtyard).filter_by(number="27-2").one()
    undo(village)
    entry = make_entry(part, at=at(dt.date(2026, 11, 4)), faults={"W1": fault()})
    with clock.at(at(dt.date(2026, 11, 5))):
        [receipt] = receive(village.inspector, entry)
    assert (receipt.outcome, receipt.reason) == ("rejected", "courtyard_not_enrolled")
    assert db.session.query(Check).filter_by(courtyard_id=part.id).count() == 0
    assert part.code in db.session.query(ReceivedEntry).filter_by(entry_id=entry["id"]).one().text


def test_a_key_is_never_given_out_twice(village):
    split_going_on(village)
    part = db.session.query(Courtyard).filter_by(number="27-2").one()
    key, code = part.id, part.code
    undo(village)
    assert courtyard_by_code(code) is None
    split_going_on(village)
    again = db.session.query(Courtyard).filter_by(number="27-2").one()
    assert (again.id > key, again.code != code) == (True, True)


@pytest.mark.parametrize("role", ["staff", "oversight"])
def test_only_who_may_do_it_may_take_it_back(village, role):
    new_holder(village)
    act, actor = last_act(), getattr(village, role)
    assert refused(undo_act, actor, act.id, "点错了", seen(act.courtyard)).code == "not_admin"


def test_a_stranger_s_act_and_an_empty_reason_change_nothing(village):
    new_holder(village)
    act = last_act()
    assert refused(undo_act, village.admin, act.id, "  ", seen(act.courtyard)).code == "no_reason"
    number = "110101199003074514"
    assert refused(undo_act, village.admin, act.id, number, seen(act.courtyard)).code == "identity_number"
    assert refused(undo_act, village.admin, act.id, "点错了", "0" * 16).code == "changed"
    assert refused(undo_act, village.admin, act.id + 1, "点错了", seen(act.courtyard)).code == "unknown"
    with clock.at(dt.datetime(2026, 11, 6, 2, tzinfo=dt.UTC)):
        assert undo(village, reason=" 点\0错了\n").undone_at == clock.now()
    assert act.reason == "点错了"
