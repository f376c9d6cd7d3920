"""A change of holder, a split, a merge: points stay where they were earned, and everything recomputes."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.checks import approve, at, make_check
from tests.factories.courtyards import household_of, make_household
from tests.factories.deeds import make_deed
from tests.factories.neighbourhoods import fault, publish
from tests.factories.users import make_user, recuse
from tests.integration.roster.conftest import Village, seen
from tests.integration.roster.test_courtyards import refused, scored
from tests.integration.verification.conftest import differences
from webapp import clock
from webapp.extensions import db
from webapp.models import Account, AuditEvent, Courtyard, Household, LedgerEntry, Membership, Month, Score
from webapp.operations.change_holder import Change, change_holder
from webapp.operations.finalise_month import finalise_month
from webapp.operations.merge_courtyards import Merge, merge_courtyards
from webapp.operations.settle_month import settle_month
from webapp.operations.split_courtyard import ENDS, GOES_ON, Split, split_courtyard
from webapp.queries.accounts import account_of_household, holder_name
from webapp.queries.roster_desk import open_account
from webapp.queries.users import recused_courtyards

NOVEMBER, DECEMBER = "2026-11", "2026-12"
LATER = dt.datetime(2026, 12, 3, 2, tzinfo=dt.UTC)
MUCH_LATER = dt.datetime(2027, 1, 12, 2, tzinfo=dt.UTC)


def account(yard: Courtyard) -> Account:
    found = open_account(yard)
    assert found is not None
    return found


def close(village: Village, month: str, when: dt.datetime = LATER) -> None:
    publish(village.staff, village.oversight, month, when)


def points(of: Account) -> int:
    return sum(each.amount for each in db.session.query(LedgerEntry).filter_by(account_id=of.id))


def score(of: Account, month: str) -> Score | None:
    rows = db.session.query(Score).filter_by(account_id=of.id).all()
    return next((each for each in rows if _month_of(each) == month), None)


def _month_of(each: Score) -> str:
    return db.session.get_one(Month, each.month_id).name


def on_card(home: Household, month: str) -> int | None:
    """The account that the card of this household shows."""
    found = account_of_household(home, month)
    return found.id if found else None


def test_new_holder_s_account_opens_and_the_old_one_keeps_its_points(village):
    yard, old = village.yards[0], account(village.yards[0])
    home = household_of(yard)
    new = change_holder(village.admin, yard.id, Change(NOVEMBER, name="丁小满"), seen(yard))
    assert (old.closed_in, new.opened_in, points(old), points(new)) == ("2026-10", NOVEMBER, 12, 0)
    assert holder_name(new, dt.date(2026, 11, 5)) == "丁小满"
    assert db.session.query(Membership).filter_by(household_id=home.id).one().until == dt.date(2026, 10, 31)
    for month, of in (("2026-10", old), (NOVEMBER, old)):
        assert on_card(home, month) == of.id, "who left sees what they had, not the other's"
    assert on_card(village.tenant, NOVEMBER) == new.id

    make_deed(yard, dt.date(2026, 11, 4))
    close(village, NOVEMBER)
    november = score(new, NOVEMBER)
    assert november is not None
    assert (november.total, score(old, NOVEMBER)) == (10, None)
    assert (points(old), points(new)) == (12, 10)
    with clock.at(MUCH_LATER):
        for month in ("2026-10", NOVEMBER):
            finalise_month(village.staff, month)
            settle_month(village.staff, month)
    assert (points(old), points(new)) == (12, 10)
    assert differences() == []


def test_a_household_of_the_yard_takes_over_and_who_held_it_stays(village):
    yard, home = village.yards[0], household_of(village.yards[0])
    change_holder(village.admin, yard.id, Change(DECEMBER, household=village.tenant.id, stays=True), seen(yard))
    assert (home.kind, village.tenant.kind) == ("registered", "owner")
    assert db.session.query(Membership).filter_by(household_id=home.id).one().until is None
    details = db.session.query(AuditEvent).filter_by(action="holder_changed").one().details
    assert details["after"]["households"] == [village.tenant.id]
    assert details["month"] == DECEMBER


def test_a_late_check_of_before_costs_the_new_holder_nothing(village):
    yard = village.yards[0]
    new = change_holder(village.admin, yard.id, Change(NOVEMBER, name="丁小满"), seen(yard))
    saved = clock.milliseconds(at(dt.date(2026, 10, 20)))
    times = {"opened_at": saved - 20_000, "saved_at": saved, "day": "2026-10-20"}
    late = make_check(village.inspector, yard, at(dt.date(2026, 11, 8)), {"W2": fault(note="没扫")}, **times)
    assert late.late
    approve(village.staff, late, at(dt.date(2026, 11, 9)))
    close(village, NOVEMBER)
    assert points(new) == 9
    assert db.session.query(LedgerEntry).filter_by(kind="adjustment").count() == 0
    assert differences() == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Change("2026-10", name="丁小满"), "month_closed"),
        (Change("2027-01", name="丁小满"), "too_far"),
        (Change("去年", name="丁小满"), "no_month"),
        (Change(NOVEMBER, name=""), "no_words"),
        (Change(NOVEMBER, name="110101199003074514"), "identity_number"),
        (Change(NOVEMBER, household=10**6), "no_household"),
    ],
)
def test_a_change_that_can_not_be_made_changes_nothing(village, change, code):
    yard = village.yards[0]
    before = seen(yard)
    assert refused(change_holder, village.admin, yard.id, change, before).code == code
    assert seen(yard) == before


def test_a_change_sent_twice_or_by_somebody_else_is_made_once(village):
    yard, before = village.yards[0], seen(village.yards[0])
    change = Change(NOVEMBER, name="丁小满")
    assert refused(change_holder, village.staff, yard.id, change, before).code == "not_admin"
    change_holder(village.admin, yard.id, change, before)
    assert refused(change_holder, village.admin, yard.id, change, before).code == "changed"
    assert refused(change_holder, village.admin, yard.id, change, seen(yard)).code == "opened_later"
    assert db.session.query(Account).filter_by(courtyard_id=yard.id).count() == 2


def test_the_old_account_goes_on_as_the_first_part(village):
    yard, tenant = village.yards[0], village.tenant
    relative = make_user(village.community, "inspector")
    recuse(relative, yard)
    split = Split(NOVEMBER, ("27-1", "27-2"), frozenset({tenant.id}), GOES_ON, tenant.id)
    before = account(yard)
    one, two = split_courtyard(village.admin, yard.id, split, seen(yard))
    assert (one.id, one.number, two.number, two.code == yard.code) == (yard.id, "27-1", "27-2", False)
    assert account(one).id == before.id
    assert recused_courtyards(relative, dt.date(2026, 11, 5)) == {one.id, two.id}
    assert scored(village, NOVEMBER) >= {one.id, two.id}
    assert two.id not in scored(village, "2026-10")
    for month, of in (("2026-10", before), (NOVEMBER, account(two))):
        assert on_card(tenant, month) == of.id, month

    approve(
        village.staff, make_check(village.inspector, two, at(dt.date(2026, 11, 10)), {"W1": fault(), "W2": fault()})
    )
    close(village, NOVEMBER)
    totals = [found.total for found in (score(account(each), NOVEMBER) for each in (one, two)) if found]
    assert totals == [9, 8]
    assert (points(before), points(account(two))) == (12 + 9, 8)
    assert differences() == []


def test_the_old_account_ends_and_both_parts_begin(village):
    yard, tenant = village.yards[0], village.tenant
    old = account(yard)
    split = Split(NOVEMBER, ("27-1", "27-2"), frozenset({tenant.id}), ENDS)
    assert refused(split_courtyard, village.admin, yard.id, split, seen(yard)).code == "has_records"
    split = Split(DECEMBER, ("27-1", "27-2"), frozenset({tenant.id}), ENDS)
    one, two = split_courtyard(village.admin, yard.id, split, seen(yard))
    assert (yard.enrolled_until, old.closed_in, yard.number) == (NOVEMBER, NOVEMBER, "27")
    assert yard.walk_position < one.walk_position < two.walk_position < village.yards[1].walk_position
    assert scored(village, NOVEMBER) & {yard.id, one.id, two.id} == {yard.id}
    assert scored(village, DECEMBER) & {yard.id, one.id, two.id} == {one.id, two.id}
    assert on_card(tenant, NOVEMBER) == old.id, "until December the card shows the whole"

    close(village, NOVEMBER)
    with clock.at(dt.datetime(2026, 12, 9, 2, tzinfo=dt.UTC)):
        approve(village.staff, make_check(village.inspector, one, at(dt.date(2026, 12, 8))))
    close(village, DECEMBER, dt.datetime(2027, 1, 3, 2, tzinfo=dt.UTC))
    assert [points(each) for each in (old, account(one), account(two))] == [12 + 9, 10, 0]
    assert differences() == []


def test_who_holds_the_whole_holds_the_part_they_live_in(village):
    yard, owner = village.yards[0], household_of(village.yards[0])
    going = Split(DECEMBER, ("27-1", "27-2"), frozenset({owner.id}))
    assert refused(split_courtyard, village.admin, yard.id, going, seen(yard)).code == "owner_goes_on"
    ending = Split(DECEMBER, ("27-1", "27-2"), frozenset({owner.id}), ENDS, village.tenant.id)
    one, two = split_courtyard(village.admin, yard.id, ending, seen(yard))
    held = [[each.household_id for each in account(part).holders] for part in (one, two)]
    assert held == [[village.tenant.id], [owner.id]]
    assert village.tenant.kind == "owner"


@pytest.mark.parametrize(
    ("numbers", "code"),
    [(("27-1", "27-1"), "numbers_alike"), (("27-1", "29"), "number_taken"), (("", "27-2"), "no_words")],
)
def test_a_split_needs_two_free_numbers(village, numbers, code):
    yard = village.yards[0]
    assert refused(split_courtyard, village.admin, yard.id, Split(DECEMBER, numbers), seen(yard)).code == code
    assert db.session.query(Courtyard).count() == 3


def test_two_courtyards_become_one_and_the_points_of_the_other_stay_with_it(village):
    """31 joins 29, whose holder stays; what 31 had is kept on its closed account."""
    stays, ends = village.yards[1], village.yards[2]
    kept, closed, home = account(stays), account(ends), household_of(village.yards[2])
    lodger = make_household(ends, "丁小满", kind="tenant")
    relative = make_user(village.community, "inspector")
    recuse(relative, ends)
    merge_courtyards(village.admin, stays.id, Merge(NOVEMBER, ends.id, "29-31"), seen(stays))
    assert recused_courtyards(relative, dt.date(2026, 11, 5)) == {stays.id, ends.id}
    assert (closed.closed_in, ends.enrolled_until, stays.number) == ("2026-10", "2026-10", "29-31")
    assert account(stays).id == kept.id
    assert [db.session.get_one(Household, each.id).kind for each in (home, lodger)] == ["registered", "tenant"]
    for month, of in (("2026-10", closed), (NOVEMBER, kept)):
        assert on_card(home, month) == of.id, month
    assert scored(village, NOVEMBER) == {village.yards[0].id, stays.id}

    make_deed(stays, dt.date(2026, 11, 4), household_id=home.id)
    close(village, NOVEMBER)
    assert [points(each) for each in (kept, closed)] == [10 + 11, 0]
    assert differences() == []


def test_a_courtyard_that_was_checked_this_month_ends_with_the_next(village):
    stays, ends = village.yards[1], village.yards[0]
    assert (
        refused(merge_courtyards, village.admin, stays.id, Merge(NOVEMBER, ends.id), seen(stays)).code == "has_records"
    )
    merge_courtyards(village.admin, stays.id, Merge(DECEMBER, ends.id), seen(stays))
    assert scored(village, NOVEMBER) == {each.id for each in village.yards}
    close(village, NOVEMBER)
    assert points(db.session.query(Account).filter_by(courtyard_id=ends.id).one()) == 12 + 9
    assert differences() == []


def test_a_courtyard_is_not_merged_with_itself_or_a_stranger_s(village):
    yard = village.yards[0]
    for other in (yard.id, 10**6):
        assert refused(merge_courtyards, village.admin, yard.id, Merge(DECEMBER, other), seen(yard)).code == "no_other"
    assert (
        refused(merge_courtyards, village.admin, yard.id, Merge(DECEMBER, village.yards[1].id, "31"), seen(yard)).code
        == "number_taken"
    )
