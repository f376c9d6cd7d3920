"""Deleting what is kept of a household: two people, nothing half, and the months still recompute."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.factories.belongings import LATER, TRACES, close_october, everything_kept, furnish, leave
from tests.factories.courtyards import account_of
from tests.factories.keepsakes import put_right, reservation, sign_up, wish
from tests.factories.neighbourhoods import TODAY, Neighbourhood, make_neighbourhood
from tests.factories.objections import taken
from tests.factories.tampering import tamper
from tests.factories.users import make_user
from tests.integration.test_locks import at_once
from tests.integration.verification.conftest import differences
from webapp import clock
from webapp.database import release_connection
from webapp.domain.erasure import ASKED, DONE, NAMELESS, WITHDRAWN
from webapp.domain.months.objection_chain import words_digest
from webapp.domain.months.verification import Part
from webapp.extensions import db
from webapp.models import (
    AccessVisit,
    AccountHolder,
    AuditEvent,
    DeedPhoto,
    Erasure,
    Good,
    Household,
    HouseholdAccess,
    LedgerEntry,
    Membership,
    ObjectionPhoto,
    ObjectionStep,
    Person,
    Photo,
    PublicationLeaf,
    PutRightPhoto,
    Redemption,
    Reservation,
    Score,
    Signature,
    SignUp,
    User,
)
from webapp.operations.erase_household import ask_erasure, confirm_erasure, withdraw_erasure
from webapp.photo_store import photos
from webapp.verification.counts import Counts


@pytest.fixture
def home(app) -> Neighbourhood:
    """Of 27 everything is kept; its people left, and its months are closed."""
    home = make_neighbourhood()
    furnish(home, make_user(home.community, "staff"))
    close_october(home)
    leave(home)
    return home


@pytest.fixture
def boss(home) -> User:
    return make_user(home.community, "admin")


def ask(home: Neighbourhood, household: Household | None = None) -> str | None:
    with clock.at(LATER):
        return ask_erasure(home.staff, (household or home.household).id, "left")


def erase(home: Neighbourhood, boss: User) -> None:
    assert ask(home) is None
    with clock.at(LATER):
        assert confirm_erasure(boss, db.session.query(Erasure).one().id) is None
    db.session.expire_all()


def test_no_table_holds_a_name_or_word_of_the_household_any_more(home, boss):
    before = everything_kept()
    assert [trace for trace in TRACES if trace not in before] == []
    erase(home, boss)
    after = everything_kept()
    assert [trace for trace in TRACES if trace in after] == []
    assert db.session.query(HouseholdAccess).filter_by(household_id=home.household.id).count() == 0
    assert db.session.query(AccessVisit).count() == 0


def test_signatures_sign_ups_and_photos_are_gone_and_receipts_stay(home, boss):
    gone = (Signature, SignUp, PutRightPhoto, ObjectionPhoto)
    assert [db.session.query(model).count() for model in gone] == [1, 1, 1, 1]
    erase(home, boss)
    assert [db.session.query(model).count() for model in gone] == [0, 0, 0, 0]
    assert db.session.query(Redemption.what, Redemption.points).all() == [("纸巾", 1)]
    assert db.session.query(Reservation.picked_up_by).all() == [("",)]


def test_nobody_can_tell_any_more_what_its_leaf_stands_for_and_others_can(home, boss):
    own = account_of(home.yards[0]).id
    erase(home, boss)
    leaves = db.session.query(PublicationLeaf).order_by(PublicationLeaf.position).all()
    assert {(each.salt, each.lines) for each in leaves if each.account_id == own} == {(None, None)}
    assert all(each.salt and each.lines for each in leaves if each.account_id != own)
    assert len(leaves) > 1


def test_wish_of_somebody_whom_it_helped_keeps_its_words(home, boss):
    other = wish(home, home.tenant, "over")
    other.text, other.volunteer_id = "想把灯修好", home.household.id
    db.session.add(other)
    db.session.commit()
    erase(home, boss)
    assert "想把灯修好" in everything_kept()


def test_good_keeps_its_picture_also_where_it_is_the_household_s_photo(home, boss):
    sha256 = db.session.query(DeedPhoto.sha256).scalar()
    db.session.query(Good).one().picture = sha256
    db.session.commit()
    erase(home, boss)
    release_connection()
    assert photos().has(home.community.id, sha256)


def test_names_of_its_people_go_from_what_they_collected_for_a_courtyard_that_others_share(home, boss):
    db.session.execute(text("UPDATE membership SET until = '2026-10-31'"))
    receipt = db.session.query(Redemption).one()
    receipt.picked_up_by = "李秀英"
    of = {"community_id": home.community.id, "account_id": receipt.account_id}
    db.session.add(AccountHolder(**of, household_id=home.tenant.id))
    db.session.commit()
    assert ask(home, home.tenant) is None
    with clock.at(LATER):
        assert confirm_erasure(boss, db.session.query(Erasure).one().id) is None
    kept = everything_kept()
    assert ("李秀英" in kept, "何桂芳" in kept) == (False, True)
    assert db.session.query(Signature).count() == 1


UNSETTLED = {
    "put_right_open": lambda home: put_right(home, home.household, state="waiting"),
    "help_open": lambda home: wish(home, home.household, "asked"),
    "goods_kept": lambda home: reservation(home, home.household, "waiting"),
    "signed_up": lambda home: sign_up(home, home.household, LATER.date()),
}


@pytest.mark.parametrize("obstacle", UNSETTLED)
def test_what_the_household_still_waits_for_comes_first(app, obstacle):
    home = make_neighbourhood()
    close_october(home)
    leave(home)
    db.session.add(UNSETTLED[obstacle](home))
    db.session.commit()
    assert ask(home) == obstacle


def test_everything_recomputes_before_and_after(home, boss):
    before, after = Counts(), Counts()
    assert differences(before) == []
    erase(home, boss)
    assert differences(after) == []
    assert (before.objections, before.months, before.scores) == (after.objections, after.months, after.scores)
    assert (before.photos, before.expired, after.photos, after.expired) == (2, 0, 1, 1)


def test_words_of_a_tenant_s_deed_go_from_the_score_of_the_courtyard_they_counted_in(home, boss):
    db.session.execute(text("UPDATE membership SET until = '2026-10-31'"))
    db.session.commit()
    assert "租客的善事" in everything_kept()
    assert ask(home, home.tenant) is None
    with clock.at(LATER):
        assert confirm_erasure(boss, db.session.query(Erasure).one().id) is None
    kept = everything_kept()
    assert ("租客的善事" in kept, "李秀英" in kept, "帮老人修灯" in kept) == (False, False, True)
    assert differences() == []


def test_photos_of_its_courtyard_and_its_claims_are_gone_and_those_of_others_stay(home, boss):
    erase(home, boss)
    release_connection()
    assert not photos().has(home.community.id, home.sha256)
    assert photos().has(home.community.id, home.other_sha256)
    assert db.session.query(Photo).filter(Photo.dropped_at.is_not(None)).count() == 5


def test_figures_stay_under_the_door_number_and_other_households_as_they_were(home, boss):
    account = account_of(home.yards[0]).id
    entries = db.session.query(LedgerEntry).count()
    score = db.session.query(Score.total).filter_by(account_id=account).scalar()
    erase(home, boss)
    assert db.session.query(LedgerEntry).count() == entries
    assert db.session.query(Score.total).filter_by(account_id=account).scalar() == score
    names = {name for (name,) in db.session.query(Person.name)}
    assert {"李秀英", "欧阳兰", "王小明", NAMELESS} <= names
    assert db.session.query(Membership).filter_by(household_id=home.tenant.id).count() == 1


def test_who_asked_does_not_confirm(home):
    ask(home)
    with clock.at(LATER):
        assert confirm_erasure(home.staff, db.session.query(Erasure).one().id) == "same_person"
    assert "何桂芳" in everything_kept()


def test_asking_and_confirming_twice_is_the_same_as_once(home, boss):
    erase(home, boss)
    key = db.session.query(Erasure).one().id
    with clock.at(LATER):
        assert (ask(home), confirm_erasure(boss, key)) == (None, None)
    assert db.session.query(Erasure).count() == 1
    events = db.session.query(AuditEvent).filter(AuditEvent.action.in_(("erasure_asked", "household_erased")))
    assert [(each.action, each.actor_id) for each in events.order_by(AuditEvent.id)] == [
        ("erasure_asked", home.staff.id),
        ("household_erased", boss.id),
    ]


def test_confirmed_by_several_at_once_is_deleted_once(app, home, boss):
    assert ask(home) is None
    key, who = db.session.query(Erasure).one().id, [boss.id, make_user(home.community, "staff").id] * 3
    db.session.rollback()

    def confirm(by: int) -> str | None:
        with clock.at(LATER):
            return confirm_erasure(db.session.get_one(User, by), key)

    assert at_once(app, *(lambda by=by: confirm(by) for by in who)) == [None] * len(who)
    assert db.session.query(AuditEvent).filter_by(action="household_erased").count() == 1
    assert differences() == []


def test_withdrawn_request_deletes_nothing_and_may_be_made_again(home, boss):
    ask(home)
    key = db.session.query(Erasure).one().id
    with clock.at(LATER):
        assert withdraw_erasure(home.staff, key) is None
        assert confirm_erasure(boss, key) == "withdrawn_already"
    assert "何桂芳" in everything_kept()
    assert ask(home) is None
    assert sorted(state for (state,) in db.session.query(Erasure.state)) == [ASKED, WITHDRAWN]


def test_done_request_can_not_be_withdrawn(home, boss):
    erase(home, boss)
    with clock.at(LATER):
        assert withdraw_erasure(home.staff, db.session.query(Erasure).one().id) == "done_already"
    assert db.session.query(Erasure.state).scalar() == DONE


def test_household_that_lives_here_is_not_deleted(home):
    assert ask(home, home.tenant) == "lives_here"


def test_household_of_a_month_that_is_not_closed_is_not_deleted(app):
    home = make_neighbourhood()
    leave(home)
    assert ask(home) == "month_open"


def test_open_objection_comes_first(app):
    home = make_neighbourhood()
    with clock.at(TODAY):
        taken(home.staff, home.yards[0], "2026-10", "finding:W1")
    tamper("UPDATE month SET state = 'final'")
    leave(home)
    assert ask(home) == "objection_open"


def test_only_staff_ask(home):
    with clock.at(LATER):
        for user in (home.inspector, home.oversight):
            assert ask_erasure(user, home.household.id, "left") == "not_staff"
            assert confirm_erasure(user, 1) == "not_staff"


def test_household_of_another_community_is_not_there(home):
    stranger = make_user(make_neighbourhood("别的社区").community, "staff", "admin")
    ask(home)
    with clock.at(LATER):
        assert ask_erasure(stranger, home.household.id, "left") == "not_there"
        assert confirm_erasure(stranger, db.session.query(Erasure).one().id) == "not_there"


def test_person_who_belongs_to_another_household_or_is_a_user_keeps_the_name(home, boss):
    person = db.session.query(Membership).filter_by(household_id=home.household.id).first().person
    home.inspector.person_id = person.id
    db.session.commit()
    erase(home, boss)
    assert db.session.get(Person, person.id).name == "何桂芳"


def test_words_of_an_objection_that_somebody_removed_unasked_are_found(home):
    tamper("UPDATE objection_step SET text = '', text_digest = digest WHERE number = 1")
    assert {each.part for each in differences()} == {Part.OBJECTION}


def test_other_words_beside_the_hash_of_the_old_ones_are_found(home):
    first = db.session.query(ObjectionStep).filter_by(number=1).one()
    tamper(f"UPDATE objection_step SET text = '别的话', text_digest = '{words_digest(first.text)}' WHERE number = 1")
    assert {each.part for each in differences()} == {Part.OBJECTION}


def test_database_lets_words_go_only_to_their_hash_and_only_once(home, boss):
    erase(home, boss)
    for change in ("text = 'other'", "text_digest = 'x'", "outcome = 'upheld'"):
        with pytest.raises(Exception, match="only grows"):
            db.session.execute(text(f"UPDATE objection_step SET {change}"))
        db.session.rollback()
