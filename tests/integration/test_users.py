"""Users: invited, given roles and grids, tied to the roster, stopped; each refusal by its reason, each change noted."""

from __future__ import annotations

import datetime as dt
from threading import Barrier

import pytest

from tests.factories.accounts_of_users import GOOD
from tests.factories.communities import grid_of, make_community
from tests.factories.courtyards import household_of, make_courtyard
from tests.factories.users import make_device, make_user, recuse
from tests.integration.test_locks import at_once
from webapp import clock
from webapp.domain.months.objection_chain import words_digest
from webapp.extensions import db
from webapp.models import Assignment, AuditEvent, Grid, Invitation, Membership, Recusal, User, UserRole
from webapp.operations.accept_invitation import accept_invitation
from webapp.operations.change_grids import change_grids
from webapp.operations.change_roles import change_roles
from webapp.operations.invite_user import LIFETIME, give_link, invite_user, withdraw_link
from webapp.operations.link_person import link_person
from webapp.operations.recuse_user import end_recusal, recuse_user
from webapp.operations.sign_in_by_code import make_code, use_code
from webapp.operations.stop_user import readmit_user, stop_user
from webapp.operations.user_affairs import UserRefused
from webapp.queries.users import grids_of, recused_courtyards
from webapp.sessions import load_user


@pytest.fixture
def admin(community) -> User:
    return make_user(community, "admin")


def refusal(call, *arguments, **named) -> str:
    with pytest.raises(UserRefused) as raised:
        call(*arguments, **named)
    return raised.value.reason


def noted(action: str) -> list[dict]:
    return [event.details for event in db.session.query(AuditEvent).filter_by(action=action)]


def person_of(courtyard) -> int:
    return db.session.query(Membership).filter_by(household_id=household_of(courtyard).id).one().person_id


def test_invited_person_chooses_name_and_password_and_has_joined(admin):
    link = invite_user(admin, " 刘芳 ", "A31", ["staff"])
    assert (link.user.name, link.user.active, link.user.has_joined) == ("刘芳", False, False)
    user = accept_invitation(link.token, "liufang", GOOD, GOOD)
    assert (user.username, user.active, user.role_names) == ("liufang", True, ["staff"])
    assert noted("user_invited") == [{"before": [], "after": ["staff"]}]
    assert [event.actor_id for event in db.session.query(AuditEvent).filter_by(action="user_joined")] == [user.id]


def test_link_is_kept_as_a_hash_and_works_once(admin):
    link = invite_user(admin, "刘芳", "A31", ["staff"])
    assert link.token not in {row.digest for row in db.session.query(Invitation)}
    accept_invitation(link.token, "liufang", GOOD, GOOD)
    assert refusal(accept_invitation, link.token, "liufang2", GOOD, GOOD) == "no_link"


def test_link_ends_after_a_week_when_renewed_and_when_withdrawn(admin):
    first = invite_user(admin, "刘芳", "A31", ["staff"])
    second = give_link(admin, first.user.id)
    assert refusal(accept_invitation, first.token, "liufang", GOOD, GOOD) == "no_link"
    with clock.at(clock.now() + LIFETIME):
        assert refusal(accept_invitation, second.token, "liufang", GOOD, GOOD) == "no_link"
    withdraw_link(admin, first.user.id)
    assert refusal(accept_invitation, second.token, "liufang", GOOD, GOOD) == "no_link"
    assert len(noted("link_withdrawn")) == 1


def test_form_sent_twice_invites_one_person_and_the_last_link_works(admin):
    links = [invite_user(admin, "刘芳", "A31", ["staff"]) for _ in range(2)]
    assert links[0].user.id == links[1].user.id
    assert accept_invitation(links[1].token, "liufang", GOOD, GOOD).id == links[0].user.id


@pytest.mark.parametrize(
    ("name", "number", "roles", "why"),
    [
        (" \0", "A31", ["staff"], "no_name"),
        ("刘芳", "", ["staff"], "no_number"),
        ("刘芳", "A31", [], "no_role"),
        ("刘芳", "A31", ["mayor"], "no_role"),
        ("刘芳", "A31", ["oversight", "staff"], "oversight_and_staff"),
        ("刘芳", "A31", ["oversight", "admin"], "oversight_and_admin"),
    ],
)
def test_invitation_that_says_too_little_or_too_much_is_not_made(admin, name, number, roles, why):
    assert refusal(invite_user, admin, name, number, roles) == why
    assert db.session.query(User).count() == 1


def test_number_stands_for_one_person(admin):
    assert refusal(invite_user, admin, "刘芳", admin.number, ["staff"]) == "number_taken"


@pytest.mark.parametrize(
    ("username", "password", "again", "why"),
    [
        ("li", GOOD, GOOD, "username_short"),
        ("li fang", GOOD, GOOD, "username_signs"),
        ("~liufang", GOOD, GOOD, "username_signs"),
        ("_liufang", GOOD, GOOD, "username_signs"),
        ("TAKEN", GOOD, GOOD, "username_taken"),
        ("ｔａｋｅｎ", GOOD, GOOD, "username_taken"),
        ("liufang", GOOD, "another", "differs"),
        ("liufang", "liufang123", "liufang123", "name"),
        ("liufang", "password123", "password123", "common"),
    ],
)
def test_what_is_chosen_badly_leaves_the_link_as_it_was(admin, username, password, again, why):
    make_user(make_community("别的社区"), "staff", username="taken")
    link = invite_user(admin, "刘芳", "A31", ["staff"])
    assert refusal(accept_invitation, link.token, username, password, again) == why
    assert accept_invitation(link.token, "liufang", GOOD, GOOD).active


def test_of_many_who_use_a_link_at_once_one_joins(app, admin):
    token = invite_user(admin, "刘芳", "A31", ["staff"]).token
    db.session.rollback()

    def join(name: str) -> str:
        try:
            return accept_invitation(token, name, GOOD, GOOD).username
        except UserRefused as refused:
            return refused.reason

    found = at_once(app, *(lambda at=at: join(f"liufang{at}") for at in range(4)))
    assert sorted(each == "no_link" for each in found) == [False, True, True, True]
    assert db.session.query(AuditEvent).filter_by(action="user_joined").count() == 1


def test_of_two_communities_whose_guests_choose_one_name_at_once_one_gets_it(app, admin):
    other = make_user(make_community("别的社区"), "admin")
    tokens = [invite_user(each, "刘芳", "A31", ["staff"]).token for each in (admin, other)]
    db.session.rollback()

    def join(token: str) -> str:
        try:
            return accept_invitation(token, "liufang", GOOD, GOOD).username
        except UserRefused as refused:
            return refused.reason

    found = at_once(app, *(lambda token=token: join(token) for token in tokens))
    assert sorted(found) == ["liufang", "username_taken"]


def test_forgotten_password_is_chosen_anew_by_link_and_ends_sessions(admin, staff):
    session, name = staff.get_id(), staff.username
    link = give_link(admin, staff.id)
    assert load_user(session) is not None
    user = accept_invitation(link.token, "ignored", GOOD, GOOD)
    assert (user.id, user.username) == (staff.id, name)
    assert load_user(session) is None
    assert (len(noted("password_link_made")), len(noted("password_set_by_link"))) == (1, 1)


def test_roles_change_under_their_old_sessions_with_before_and_after(admin, staff):
    session = staff.get_id()
    change_roles(admin, staff.id, ["inspector", "staff"], seen=["staff"])
    assert staff.role_names == ["inspector", "staff"]
    assert load_user(session) is None
    assert noted("roles_changed") == [{"before": ["staff"], "after": ["inspector", "staff"]}]


def test_roles_are_not_changed_twice_blindly_or_to_what_is_refused(admin, staff):
    change_roles(admin, staff.id, ["admin"], seen=["staff"])
    change_roles(admin, staff.id, ["admin"], seen=["staff"])
    assert refusal(change_roles, admin, staff.id, ["inspector"], seen=["staff"]) == "changed"
    assert refusal(change_roles, admin, staff.id, ["oversight", "admin"], seen=["admin"]) == "oversight_and_admin"
    assert len(noted("roles_changed")) == 1


def test_nobody_changes_stops_or_links_themselves(admin, staff):
    make_user(admin.community, "admin")
    assert refusal(change_roles, admin, admin.id, ["staff", "admin"], seen=["admin"]) == "own_account"
    assert refusal(stop_user, admin, admin.id) == "own_account"
    assert refusal(give_link, admin, admin.id) == "own_account"
    assert [role.name for role in admin.roles] == ["admin"]


@pytest.mark.parametrize("verb", ["stop", "roles"])
def test_two_admins_who_dismiss_each_other_at_once_leave_one(app, community, verb):
    keys = [make_user(community, "admin").id for _ in range(2)]
    db.session.rollback()
    both_are_admins = Barrier(2)

    def dismiss(actor: int, key: int) -> str:
        admin = db.session.get_one(User, actor)
        assert admin.has_role("admin")
        both_are_admins.wait(timeout=30)
        try:
            if verb == "stop":
                stop_user(admin, key)
            else:
                change_roles(admin, key, ["staff"], seen=["admin"])
        except UserRefused as refused:
            return refused.reason
        return "done"

    found = at_once(app, lambda: dismiss(*keys), lambda: dismiss(*reversed(keys)))
    assert sorted(found) == ["done", "not_admin"]
    left = db.session.query(UserRole).join(User, User.id == UserRole.user_id).filter(User.active)
    assert left.filter(UserRole.name == "admin").count() == 1


def test_stopped_user_loses_sessions_phones_links_and_codes(admin, inspector):
    session, (device, _token) = inspector.get_id(), make_device(inspector)
    code, link = make_code(admin, inspector.id), give_link(admin, inspector.id)
    stop_user(admin, inspector.id)
    assert load_user(session) is None
    assert (device.revoked_at is not None, device.is_stopped) == (True, True)
    assert use_code(code) is None
    assert refusal(accept_invitation, link.token, "", GOOD, GOOD) == "no_link"
    assert refusal(give_link, admin, inspector.id) == "stopped"
    assert noted("user_stopped") == [{"before": "active", "after": "stopped", "phones": 1}]


def test_readmitted_user_signs_in_again_but_what_was_ended_stays_ended(admin, inspector):
    session, (device, _token) = inspector.get_id(), make_device(inspector)
    code = make_code(admin, inspector.id)
    stop_user(admin, inspector.id)
    readmit_user(admin, inspector.id)
    readmit_user(admin, inspector.id)
    assert load_user(inspector.get_id()) is not None
    assert load_user(session) is None
    assert device.is_stopped
    assert use_code(code) is None
    assert noted("user_readmitted") == [{"before": "stopped", "after": "active"}]


def test_who_has_not_joined_is_withdrawn_and_not_stopped_or_readmitted(admin):
    user = invite_user(admin, "刘芳", "A31", ["staff"]).user
    assert refusal(stop_user, admin, user.id) == "not_joined"
    readmit_user(admin, user.id)
    assert not user.active


def test_grids_change_from_today_on_and_the_past_stays(admin, inspector):
    community, today = admin.community, clock.today(admin.community)
    db.session.add(Grid(community_id=community.id, code="2", name="第二网格"))
    db.session.commit()
    change_grids(admin, inspector.id, ["2"], seen=["1"])
    assert [grid.code for grid in grids_of(inspector, today)] == ["2"]
    assert [grid.code for grid in grids_of(inspector, today - dt.timedelta(days=1))] == ["1"]
    change_grids(admin, inspector.id, ["1"], seen=["2"])
    assert [grid.code for grid in grids_of(inspector, today)] == ["1"]
    assert noted("grids_changed")[0] == {"before": ["1"], "after": ["2"]}
    assert db.session.query(Assignment).count() == 2
    assert refusal(change_grids, admin, inspector.id, ["2"], seen=[]) == "changed"
    assert refusal(change_grids, admin, inspector.id, ["9"], seen=["1"]) == "no_grid"
    assert grid_of(community).code == "1"


def test_user_who_is_linked_to_the_roster_keeps_out_of_their_own_courtyard(admin, inspector, courtyard):
    person, today = person_of(courtyard), clock.today(admin.community)
    link_person(admin, inspector.id, person, seen=None)
    assert recused_courtyards(inspector, today) == {courtyard.id}
    assert noted("person_linked") == [{"before": None, "after": person}]
    link_person(admin, inspector.id, None, seen=person)
    assert recused_courtyards(inspector, today) == set()


def test_one_person_has_one_account_and_the_own_link_is_made_once(admin, inspector, courtyard):
    person, stranger = person_of(courtyard), person_of(make_courtyard(make_community("别的社区")))
    link_person(admin, admin.id, person, seen=None)
    assert refusal(link_person, admin, inspector.id, person, seen=None) == "person_taken"
    assert refusal(link_person, admin, admin.id, None, seen=person) == "own_account"
    assert refusal(link_person, admin, inspector.id, stranger, seen=None) == "no_person"
    assert refusal(link_person, admin, inspector.id, person_of(make_courtyard(admin.community)), seen=7) == "changed"


def test_recusal_is_added_by_anybody_and_ended_by_another_with_a_reason(admin, inspector, courtyard):
    today = clock.today(admin.community)
    for user in (admin, inspector):
        recuse_user(admin, user.id, courtyard.id, "姐姐家")
        recuse_user(admin, user.id, courtyard.id, "姐姐家")
    assert db.session.query(Recusal).count() == 2
    assert refusal(end_recusal, admin, admin.id, courtyard.id, "搬走了") == "own_account"
    assert refusal(end_recusal, admin, inspector.id, courtyard.id, " ") == "no_reason"
    end_recusal(admin, inspector.id, courtyard.id, "搬走了")
    assert recused_courtyards(inspector, today) == set()
    ended = {"before": courtyard.code, "after": None, "words": words_digest("搬走了")}
    assert noted("recusal_ended") == [ended]
    assert [each["after"] for each in noted("recusal_added")] == [courtyard.code] * 2


def test_recusal_needs_a_reason_and_a_courtyard_of_the_community(admin, inspector, courtyard):
    foreign = make_courtyard(make_community("别的社区"))
    assert refusal(recuse_user, admin, inspector.id, courtyard.id, "") == "no_reason"
    assert refusal(recuse_user, admin, inspector.id, foreign.id, "姐姐家") == "no_yard"


def test_user_of_another_community_is_nobody_here(admin):
    other = make_user(make_community("别的社区"), "inspector")
    yard = make_courtyard(admin.community)
    recuse(other, make_courtyard(other.community))
    before = db.session.query(AuditEvent).count()
    assert change_roles(admin, other.id, ["staff"], seen=["inspector"]) is None
    assert change_grids(admin, other.id, [], seen=["1"]) is None
    assert link_person(admin, other.id, person_of(yard), seen=None) is None
    assert recuse_user(admin, other.id, yard.id, "姐姐家") is None
    assert end_recusal(admin, other.id, yard.id, "搬走了") is None
    assert (stop_user(admin, other.id), readmit_user(admin, other.id), give_link(admin, other.id)) == (None,) * 3
    assert withdraw_link(admin, other.id) is None
    assert db.session.query(AuditEvent).count() == before


@pytest.mark.parametrize("role", ["inspector", "staff", "oversight"])
def test_only_administrators_change_users(community, inspector, role):
    actor = make_user(community, role)
    assert refusal(invite_user, actor, "刘芳", "A77", ["staff"]) == "not_admin"
    for call in (stop_user, readmit_user, give_link, withdraw_link):
        assert refusal(call, actor, inspector.id) == "not_admin"
