"""A form of one's own page that names a row of another community: it is answered as one that names nothing."""

from __future__ import annotations

import pytest

from tests.factories.accounts import make_family, open_account
from tests.factories.browsers import Browser
from tests.factories.courtyards import account_of
from tests.factories.deeds import make_deed
from tests.factories.goods import make_good
from tests.factories.neighbourhoods import Neighbourhood, make_neighbourhood
from tests.factories.users import make_user
from webapp import clock
from webapp.extensions import db
from webapp.models import Deed, Membership, Recusal, Redemption, Reservation, Review, User

NOTHING = 2**30


@pytest.fixture
def foreign(home) -> Neighbourhood:
    return make_neighbourhood("别的社区")


@pytest.fixture
def desk(app, home) -> Browser:
    return Browser(app, home.staff)


def deed_of(home: Neighbourhood, kind: str) -> Deed:
    """One that waits, of a courtyard or of a family without one."""
    deed = make_deed(home.yards[0], clock.today(home.community), state="waiting")
    if kind == "family":
        family = make_family(home.community, "3栋2单元501", "赵立本")
        deed.courtyard_id, deed.account_id, deed.household_id = None, open_account(family).id, family.id
        db.session.commit()
    return deed


@pytest.mark.parametrize("kind", ["courtyard", "family"])
def test_deed_is_credited_to_no_household_of_elsewhere(desk, home, foreign, kind):
    deed = deed_of(home, kind)
    own = deed.household_id
    for household in (foreign.household.id, NOTHING):
        answer = desk.post("/staff/deeds/", {"deed": deed.id, "seen": 0, "do": "accept", "household": household})
        assert answer.status_code == 422, household
        db.session.expire_all()
        assert (deed.state, deed.household_id) == ("waiting", own)


def test_deed_is_recorded_for_no_account_of_elsewhere(desk, home, foreign):
    before = db.session.query(Deed).count()
    form = {"kind": "volunteering", "day": f"{clock.today(home.community)}", "points": "1"}
    for account in (account_of(foreign.yards[0]).id, NOTHING):
        assert desk.post("/staff/deeds/new", {**form, "account": account}).status_code == 422
    assert db.session.query(Deed).count() == before


def test_goods_of_elsewhere_are_neither_handed_out_nor_put_by(desk, home, foreign):
    counter, good = f"/staff/counter/{account_of(home.yards[0]).id}/", make_good(foreign.staff)
    until = f"{clock.today(home.community)}"
    for key in (good.id, NOTHING):
        assert desk.post(counter, {f"pieces-{key}": "1"}).status_code == 422
        answer = desk.post(f"{counter}reserve", {"good": key, "pieces": "1", "until": until})
        assert answer.status_code == 422
    assert [db.session.query(each).count() for each in (Redemption, Reservation)] == [0, 0]


def test_walk_approves_no_check_of_elsewhere(desk, home, foreign):
    before = db.session.query(Review).count()
    answer = desk.post(f"/staff/walks/{home.check.walk.uuid}/approve", {"check": foreign.check.uuid})
    assert answer.status_code == 303
    assert db.session.query(Review).count() == before


def test_user_is_tied_to_nobody_and_kept_out_of_nothing_of_elsewhere(app, home, foreign):
    page = f"/admin/users/{home.staff.id}/"
    admin = Browser(app, make_user(home.community, "admin"))
    person = db.session.query(Membership).filter_by(household_id=foreign.household.id).first().person_id
    for key in (person, NOTHING):
        assert admin.post(f"{page}person", {"person": key}).status_code == 422
    for key in (foreign.yards[0].id, NOTHING):
        assert admin.post(f"{page}recusals", {"courtyard": key, "reason": "亲属"}).status_code == 422
    assert db.session.get(User, home.staff.id).person_id is None
    assert db.session.query(Recusal).count() == 0
