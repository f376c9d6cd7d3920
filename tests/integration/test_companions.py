"""Who came along: named by the check, bound by 回避, kept from reviewing it."""

from __future__ import annotations

import pytest

from sync.replay import Outcome
from tests.factories.checks import receive
from tests.factories.communities import make_community
from tests.factories.courtyards import household_of, make_courtyard
from tests.factories.entries import make_entry
from tests.factories.users import make_user, recuse
from webapp import clock
from webapp.extensions import db
from webapp.models import Check, Membership, User
from webapp.queries.review_desk import desk_check
from webapp.queries.snapshot import snapshot


@pytest.fixture
def staff(community):
    return make_user(community, "staff", name="沈慧")


def told(user: User) -> dict:
    return snapshot(user, clock.today(user.community), clock.now_milliseconds())


def test_companion_is_kept_with_the_check_and_may_not_review_it(community, inspector, staff, courtyard):
    other = make_user(community, "staff")
    [receipt] = receive(inspector, make_entry(courtyard, companions=[str(staff.id)]))
    assert receipt.outcome is Outcome.ACCEPTED
    check = db.session.query(Check).one()
    assert [companion.user_id for companion in check.companions] == [staff.id]
    today = clock.today(community)
    verdicts = [desk_check(check, user, today).verdict for user in (staff, other, inspector)]
    assert [verdict.reason for verdict in verdicts] == ["own_walk", None, "own_check"]


def test_the_same_person_reviews_the_walk_s_other_checks(community, inspector, staff, courtyard):
    alone = make_entry(make_courtyard(community, "29"))
    receive(inspector, make_entry(courtyard, companions=[str(staff.id)], walk=alone["walk"]), alone)
    check = db.session.query(Check).filter_by(uuid=alone["id"]).one()
    assert desk_check(check, staff, clock.today(community)).verdict.allowed


def test_check_is_refused_where_a_companion_is_recused_and_taken_when_that_was_a_mistake(inspector, staff, courtyard):
    recuse(staff, courtyard)
    entry = make_entry(courtyard, companions=[str(staff.id)])
    assert receive(inspector, entry)[0].reason == "companion_recused"
    db.session.execute(db.text("DELETE FROM recusal"))
    db.session.commit()
    assert receive(inspector, entry)[0].outcome is Outcome.ACCEPTED


def test_companion_s_own_courtyard_is_recused_by_the_roster(inspector, staff, courtyard):
    staff.person_id = db.session.query(Membership).filter_by(household_id=household_of(courtyard).id).one().person_id
    db.session.commit()
    assert receive(inspector, make_entry(courtyard, companions=[str(staff.id)]))[0].reason == "companion_recused"
    [row] = [each for each in told(inspector)["companions"] if each["id"] == str(staff.id)]
    assert row["recused"] == [courtyard.code]


def test_nobody_unknown_comes_along(inspector, courtyard):
    foreign = make_user(make_community("别的社区"), "inspector")
    for stranger in (str(foreign.id), "999999999", str(inspector.id)):
        [receipt] = receive(inspector, make_entry(courtyard, companions=[stranger]))
        assert (receipt.outcome, receipt.reason) == (Outcome.REJECTED, "companion_unknown"), stranger
    assert db.session.query(Check).count() == 0


def test_snapshot_names_who_may_come_along_with_the_bare_codes_of_this_round(community, inspector, staff, courtyard):
    make_user(community, "admin")
    gone = make_user(community, "staff")
    gone.active = False
    db.session.commit()
    make_user(make_community("别的社区"), "staff")
    away = make_courtyard(community, "29")
    away.enrolled_until = "2020-02"
    recuse(staff, courtyard)
    recuse(staff, away)
    overseer = make_user(community, "oversight", "admin", name="赵永福")
    assert told(inspector)["companions"] == [
        {"id": str(staff.id), "name": "沈慧", "number": staff.number, "recused": [courtyard.code]},
        {"id": str(overseer.id), "name": "赵永福", "number": overseer.number, "recused": []},
    ]
