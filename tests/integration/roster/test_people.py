"""Households and their people, with days; nobody lives in two households at once."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from tests.factories.courtyards import household_of
from tests.integration.roster.conftest import seen
from tests.integration.roster.test_courtyards import refused
from webapp.extensions import db
from webapp.models import AccountHolder, AuditEvent, Household, Membership, Person
from webapp.operations.add_courtyard import CourtyardWords, add_courtyard
from webapp.operations.add_household import HomeWords, add_household
from webapp.operations.change_household import change_household
from webapp.operations.correct_person import correct_person
from webapp.operations.move_in import SOMEBODY_NEW, PersonWords, move_in
from webapp.operations.move_out import move_out, take_back_moving_out
from webapp.queries.files import household_by_id
from webapp.queries.roster_desk import seen_of_household
from webapp.queries.users import recused_courtyards

DAY = "2026-11-03"


def shown(home: Household) -> str:
    found = household_by_id(home.community_id, home.id)
    assert found is not None
    return seen_of_household(found)


def people_of(home: Household) -> list[Membership]:
    return db.session.query(Membership).filter_by(household_id=home.id).order_by(Membership.id).all()


def test_an_owner_s_household_in_a_new_courtyard_holds_its_account(village):
    lane, grid = village.yards[0].lane_id, village.yards[0].grid_id
    yard = add_courtyard(village.admin, CourtyardWords(lane, "28", grid, month="2026-11"))
    home = add_household(village.admin, yard.id, HomeWords("owner", " 丁小满 ", DAY, True, True), seen(yard))
    assert db.session.query(AccountHolder).filter_by(household_id=home.id).count() == 1
    [member] = people_of(home)
    assert (member.person.name, member.role, member.since) == ("丁小满", "head", dt.date(2026, 11, 3))
    assert (home.in_difficulty, member.person.is_party_member, home.kind) == (True, True, "owner")


def test_a_courtyard_has_one_holder_and_a_form_sent_twice_adds_one_household(village):
    yard = village.yards[0]
    owner = HomeWords("owner", "丁小满", DAY)
    assert refused(add_household, village.admin, yard.id, owner, seen(yard)).code == "owner_taken"
    before = seen(yard)
    tenant = HomeWords("tenant", "丁小满", DAY)
    add_household(village.admin, yard.id, tenant, before)
    assert refused(add_household, village.admin, yard.id, tenant, before).code == "changed"
    assert db.session.query(Person).filter_by(name="丁小满").count() == 1


@pytest.mark.parametrize(
    "name", ["110101199003074514", "丁 11010119900307451X", "１１０１０１１９９００３０７４５１４"]
)
def test_numbers_of_identity_cards_are_refused_and_kept_nowhere(village, name):
    yard, home = village.yards[0], household_of(village.yards[0])
    assert refused(add_household, village.admin, yard.id, HomeWords("tenant", name, DAY), seen(yard)).code == (
        "identity_number"
    )
    assert refused(move_in, village.admin, home.id, PersonWords(name, "member", DAY), shown(home)).code == (
        "identity_number"
    )
    assert db.session.query(Person).filter(Person.name.contains("1101")).count() == 0


def test_somebody_moves_in_and_out_and_it_is_taken_back(village):
    home = household_of(village.yards[0])
    member = move_in(village.admin, home.id, PersonWords("何小禾", "member", DAY), shown(home))
    assert refused(move_in, village.admin, home.id, PersonWords("何大禾", "head", DAY), shown(home)).code == "two_heads"
    assert refused(move_out, village.admin, member.id, "2026-11-01", shown(home)).code == "until_before_since"
    move_out(village.admin, member.id, "2026-11-05", shown(home))
    assert member.until == dt.date(2026, 11, 5)
    assert refused(move_out, village.admin, member.id, "2026-11-05", shown(home)).code == "left_already"
    take_back_moving_out(village.admin, member.id, shown(home))
    assert db.session.get_one(Membership, member.id).until is None
    events = db.session.query(AuditEvent).filter(AuditEvent.subject == "household").all()
    assert [each.action for each in events][-3:] == ["moved_in", "moved_out", "moving_out_taken_back"]
    assert "何小禾" not in json.dumps([each.details for each in events], ensure_ascii=False)


def test_a_person_known_by_name_is_asked_about_and_leaves_where_they_lived(village):
    """So the inspector who moves house is recused at the new door, not as a stranger of the same name."""
    old, new = household_of(village.yards[1]), household_of(village.yards[0])
    person = people_of(old)[0].person
    village.inspector.person_id = person.id
    db.session.commit()
    given = PersonWords("欧阳兰", "member", DAY)
    assert refused(move_in, village.admin, new.id, given, shown(new)).code == "same_name"
    same = PersonWords("欧阳兰", "member", DAY, person=person.id)
    move_in(village.admin, new.id, same, shown(new))
    assert people_of(old)[0].until == dt.date(2026, 11, 2)
    assert recused_courtyards(village.inspector, dt.date(2026, 11, 3)) == {village.yards[0].id}
    assert refused(take_back_moving_out, village.admin, people_of(old)[0].id, shown(old)).code == "lives_elsewhere"
    again = PersonWords("欧阳兰", "member", DAY, person=person.id)
    assert refused(move_in, village.admin, new.id, again, shown(new)).code == "lives_here"


def test_somebody_of_the_same_name_is_another_person(village):
    home = household_of(village.yards[0])
    move_in(village.admin, home.id, PersonWords("欧阳兰", "tenant", DAY, person=SOMEBODY_NEW), shown(home))
    assert db.session.query(Person).filter_by(name="欧阳兰").count() == 2


def test_a_name_is_corrected_and_the_trail_holds_none(village):
    home = household_of(village.yards[0])
    [member] = people_of(home)
    given = PersonWords("何桂芬", "head", "2020-01-01", True)
    correct_person(village.admin, member.id, given, shown(home))
    assert (member.person.name, member.person.is_party_member) == ("何桂芬", True)
    details = db.session.query(AuditEvent).filter_by(action="person_corrected").one().details
    assert details == {"person": member.person_id, "fields": ["is_party_member", "name"]}


def test_a_household_is_tagged_and_an_owner_stays_one(village):
    tenant, owner = village.tenant, household_of(village.yards[0])
    before = village.community.change_number
    change_household(village.admin, tenant.id, "registered", True, shown(tenant))
    assert (tenant.kind, tenant.in_difficulty) == ("registered", True)
    db.session.refresh(village.community)
    assert village.community.whole_from > before, "phones learn of it"
    for home, kind in ((owner, "tenant"), (tenant, "owner"), (tenant, "x")):
        assert refused(change_household, village.admin, home.id, kind, False, shown(home)).code == "owner_stays"
