"""The second step: set up, passed, replayed, guessed, lost, required; and what lies in the database of it."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.accounts_of_users import code_of, give_second_step, secret_of
from tests.factories.communities import make_community
from tests.factories.users import make_user
from tests.integration.test_locks import at_once
from webapp import clock
from webapp.extensions import db
from webapp.models import AuditEvent, RecoveryCode, SecondStep, User
from webapp.operations.pass_second_step import (
    TooFast,
    WrongCode,
    end_second_step,
    pass_second_step,
    renew_recovery_codes,
)
from webapp.operations.require_second_step import require_second_step, reset_second_step
from webapp.operations.set_up_second_step import begin_second_step, confirm_second_step
from webapp.operations.user_affairs import UserRefused
from webapp.queries.second_steps import has_second_step, lacks_second_step, recovery_codes_left
from webapp.sessions import load_user

NOON = dt.datetime(2026, 11, 5, 4, tzinfo=dt.UTC)
STEP = dt.timedelta(seconds=30)


@pytest.fixture
def admin(community) -> User:
    return make_user(community, "admin")


@pytest.fixture
def ready(staff) -> tuple[User, list[str]]:
    """A user with a second step, and the recovery codes."""
    with clock.at(NOON):
        return staff, give_second_step(staff)


def test_secret_counts_only_when_a_code_has_proved_it(staff):
    begin_second_step(staff)
    with pytest.raises(UserRefused, match="wrong_code"):
        confirm_second_step(staff, "000000" if code_of(staff) != "000000" else "000001")
    assert not has_second_step(staff)
    session = staff.get_id()
    assert len(confirm_second_step(staff, code_of(staff))) == 10
    assert has_second_step(staff)
    assert load_user(session) is None


def test_second_step_is_not_set_up_over_another(ready):
    user, _codes = ready
    for call in (lambda: begin_second_step(user), lambda: confirm_second_step(user, code_of(user, 1))):
        with pytest.raises(UserRefused, match="already_set_up"):
            call()


def test_code_is_taken_once_and_the_one_that_set_it_up_not_again(ready):
    user, _codes = ready
    with clock.at(NOON), pytest.raises(WrongCode):
        pass_second_step(user, code_of(user))
    with clock.at(NOON + STEP):
        pass_second_step(user, code_of(user))
        with pytest.raises(WrongCode):
            pass_second_step(user, code_of(user))


def test_of_many_who_send_one_code_at_once_one_gets_in(app, ready):
    user, _codes = ready
    db.session.commit()
    key, late = user.id, NOON + 2 * STEP
    with clock.at(late):
        code = code_of(user)
    db.session.rollback()

    def send() -> bool:
        with clock.at(late):
            try:
                pass_second_step(db.session.get_one(User, key), code)
            except WrongCode:
                return False
        return True

    assert sorted(at_once(app, *[send] * 4)) == [False, False, False, True]


def test_guessing_waits_longer_and_longer_and_a_right_code_must_wait_too(ready):
    user, _codes = ready
    wrong, moment = "00000x", NOON + 2 * STEP
    with clock.at(moment):
        for _ in range(5):
            with pytest.raises(WrongCode):
                pass_second_step(user, wrong)
        with pytest.raises(TooFast) as first:
            pass_second_step(user, code_of(user))
    with clock.at(moment + 2 * STEP):
        pass_second_step(user, code_of(user))
        for _ in range(5):
            with pytest.raises(WrongCode):
                pass_second_step(user, wrong)
    assert 0 < first.value.seconds <= 30


def test_tries_of_a_day_are_few(ready):
    user, _codes = ready
    moment, tries = NOON + 2 * STEP, 0
    while moment < NOON + dt.timedelta(days=1):
        with clock.at(moment):
            try:
                pass_second_step(user, "00000x")
            except WrongCode:
                tries += 1
            except TooFast as wait:
                moment += dt.timedelta(seconds=wait.seconds)
    assert 90 < tries < 110


def test_recovery_code_is_taken_once_however_it_is_typed(ready):
    user, codes = ready
    pass_second_step(user, f" {codes[0].lower()[:8]} {codes[0][8:]} ")
    with pytest.raises(WrongCode):
        pass_second_step(user, codes[0])
    assert recovery_codes_left(user) == 9
    assert db.session.query(AuditEvent).filter_by(action="recovery_code_used").count() == 1


def test_codes_of_one_user_open_no_other(ready, community):
    _user, codes = ready
    other = make_user(community, "staff")
    with clock.at(NOON):
        give_second_step(other)
        with pytest.raises(WrongCode):
            pass_second_step(other, codes[1])


def test_renewed_recovery_codes_replace_all_earlier_ones(ready):
    user, codes = ready
    with clock.at(NOON + 2 * STEP):
        fresh = renew_recovery_codes(user, code_of(user))
        with pytest.raises(WrongCode):
            pass_second_step(user, codes[1])
        pass_second_step(user, fresh[0])
    assert recovery_codes_left(user) == 9


def test_own_second_step_ends_only_with_a_code(ready):
    user, codes = ready
    with pytest.raises(WrongCode):
        end_second_step(user, "123456x")
    end_second_step(user, codes[3])
    assert not has_second_step(user)
    assert db.session.query(RecoveryCode).count() == 0


def test_admin_resets_somebody_s_second_step_and_nobody_their_own(ready, admin):
    user, codes = ready
    session = user.get_id()
    stranger = make_user(make_community("别的社区"), "admin")
    assert reset_second_step(stranger, user.id) is None
    assert has_second_step(user)
    reset_second_step(admin, user.id)
    assert (has_second_step(user), load_user(session)) == (False, None)
    with pytest.raises(WrongCode):
        pass_second_step(user, codes[0])
    with pytest.raises(UserRefused, match="own_account"):
        reset_second_step(admin, admin.id)
    [event] = db.session.query(AuditEvent).filter_by(action="second_step_reset")
    assert (event.actor_id, event.details) == (admin.id, {"before": "set_up", "after": "none"})


def test_database_holds_neither_secret_nor_codes(ready):
    user, codes = ready
    kept = db.session.query(SecondStep).one().secret
    assert secret_of(user) not in kept
    assert {row.digest for row in db.session.query(RecoveryCode)} & set(codes) == set()


def test_under_another_secret_key_no_code_is_right_but_recovery_codes_are(app, ready):
    """As after a backup is restored without its key."""
    user, codes = ready
    with clock.at(NOON + 3 * STEP):
        code = code_of(user)
        app.config["SECRET_KEY"] = "another secret key, as long as it must be"
        with pytest.raises(WrongCode):
            pass_second_step(user, code)
    pass_second_step(user, codes[5])


def test_requirement_signs_out_whoever_lacks_it_and_only_them(admin, staff, inspector):
    with pytest.raises(UserRefused, match="own_first"):
        require_second_step(admin, True)
    give_second_step(admin)
    sessions = {user.id: user.get_id() for user in (admin, staff, inspector)}
    require_second_step(admin, True)
    require_second_step(admin, True)
    assert [load_user(sessions[user.id]) is None for user in (admin, staff, inspector)] == [False, True, False]
    assert [lacks_second_step(user) for user in (admin, staff, inspector)] == [False, True, False]
    require_second_step(admin, False)
    assert not lacks_second_step(staff)
    events = db.session.query(AuditEvent).filter_by(action="second_step_required")
    assert [event.details for event in events] == [{"before": False, "after": True}, {"before": True, "after": False}]


def test_requirement_of_one_community_is_none_of_another(admin):
    give_second_step(admin)
    require_second_step(admin, True)
    assert not lacks_second_step(make_user(make_community("别的社区"), "staff"))
