"""Opening a card with household code and PIN, and how guessing is slowed."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.factories.courtyards import make_household
from tests.factories.neighbourhoods import PIN, TODAY
from tests.functional.resident.conftest import FORM
from webapp import clock, passwords
from webapp.extensions import db
from webapp.models import AccessVisit, AuditEvent, Throttle
from webapp.operations.open_card import Opened, TooFast, Wrong, open_card
from webapp.operations.set_pin import UnusablePin, set_pin

ADDRESS = "192.0.2.7"


def try_pin(client, code: str, pin: str):
    return client.post("/card/", data={"code": code, "pin": pin}, headers=FORM)


def test_code_and_pin_open_the_card_however_they_are_typed(client, home, today):
    answer = try_pin(client, " " + "-".join(home.household.code.lower()), "２４６ ８１３")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/card/")
    assert "何**家" in client.get("/card/").text


def test_wrong_code_wrong_pin_and_household_without_pin_get_the_same_answer(client, home, today):
    answers = [
        try_pin(client, code, pin)
        for code, pin in (("ZZZZZZZZ", PIN), (home.household.code, "111112"), (home.tenant.code, PIN))
    ]
    assert {answer.status_code for answer in answers} == {422}
    typed = ("ZZZZZZZZ", home.household.code, home.tenant.code)
    pages = {answer.text.replace(code, "") for answer, code in zip(answers, typed, strict=True)}
    assert len(pages) == 1
    assert "户码或密码不对" in pages.pop()


def test_typed_markup_comes_back_as_text(client, home, today):
    answer = try_pin(client, '"><script>alert(1)</script>', "1")
    assert "<script>" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_every_opening_is_logged_and_shown_on_the_card(card, home):
    [visit] = db.session.query(AccessVisit).all()
    assert (visit.household_id, visit.at) == (home.household.id, TODAY)
    assert "11月5日 10:00" in card.get("/card/").text


def test_guessing_one_code_is_slowed_and_the_wait_grows(home, app):
    waits, now = [], TODAY
    for guess in range(9):
        with clock.at(now):
            outcome = open_card(home.household.code, f"00000{guess}", ADDRESS)
        if isinstance(outcome, TooFast):
            waits.append(outcome.seconds)
            now += dt.timedelta(seconds=outcome.seconds)
            with clock.at(now):
                assert open_card(home.household.code, "000009", ADDRESS) == Wrong()
    assert waits == [30, 60, 120, 240]


def test_right_pin_must_wait_too_and_clears_the_count_afterwards(home, app):
    with clock.at(TODAY):
        for _ in range(5):
            open_card(home.household.code, "000000", ADDRESS)
        assert open_card(home.household.code, PIN, ADDRESS) == TooFast(30)
    with clock.at(TODAY + dt.timedelta(seconds=30)):
        assert isinstance(open_card(home.household.code, PIN, ADDRESS), Opened)
        assert open_card(home.household.code, "000000", ADDRESS) == Wrong()


def test_guessing_many_codes_from_one_address_is_slowed(home, app):
    with clock.at(TODAY):
        outcomes = [open_card(f"CODE{guess:04d}", PIN, ADDRESS) for guess in range(21)]
        assert isinstance(open_card(home.household.code, PIN, "192.0.2.8"), Opened)
    assert outcomes == [Wrong()] * 20 + [TooFast(15)]


def test_failures_are_forgotten_after_a_quiet_day(home, app):
    with clock.at(TODAY):
        for _ in range(5):
            open_card(home.household.code, "000000", ADDRESS)
    with clock.at(TODAY + dt.timedelta(days=2)):
        outcomes = [open_card(home.household.code, "000000", ADDRESS) for _ in range(5)]
    assert outcomes == [Wrong()] * 5


def test_throttled_page_tells_how_long_to_wait(client, home, today):
    for _ in range(5):
        try_pin(client, home.household.code, "000000")
    answer = try_pin(client, home.household.code, PIN)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")
    assert "过1分钟再试" in answer.text


def test_throttle_keeps_neither_code_nor_address(home, app):
    with clock.at(TODAY):
        open_card(home.household.code, "000000", ADDRESS)
    kept = " ".join(row.subject for row in db.session.query(Throttle))
    assert home.household.code not in kept
    assert ADDRESS not in kept


def test_closing_the_card_ends_it(card):
    assert card.post("/card/close/", headers=FORM).status_code == 303
    assert "打开自家的积分卡" in card.get("/card/").text


def test_new_pin_ends_cards_opened_with_the_old_one(card, home):
    with clock.at(TODAY + dt.timedelta(minutes=1)):
        set_pin(home.staff, home.household, "975310")
        assert "打开自家的积分卡" in card.get("/card/").text
        assert isinstance(open_card(home.household.code, "975310", ADDRESS), Opened)
        assert open_card(home.household.code, PIN, ADDRESS) == Wrong()


def test_setting_a_pin_is_in_the_audit_trail_without_the_pin(home):
    events = db.session.query(AuditEvent).filter_by(action="pin_set").all()
    assert [(event.actor_id, event.reference) for event in events] == [(home.staff.id, str(home.household.id))]
    assert PIN not in str(events[0].details)


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "111111", "abcdef", "12 34"])
def test_pin_that_is_easy_or_not_six_digits_is_refused(home, pin):
    household = make_household(home.yards[1], "赵五")
    with pytest.raises(UnusablePin):
        set_pin(home.staff, household, pin)
    assert isinstance(open_card(household.code, pin, ADDRESS), Wrong)


def test_foreign_form_cannot_open_a_card(client, home):
    answer = client.post(
        "/card/", data={"code": home.household.code, "pin": PIN}, headers={"Origin": "http://elsewhere.example"}
    )
    assert answer.status_code == 403


def test_guesses_sent_at_once_do_not_slip_through(app, home):
    code = home.household.code

    def guess(pin: str):
        with app.app_context():
            return open_card(code, pin, ADDRESS)

    with ThreadPoolExecutor(12) as threads:
        outcomes = list(threads.map(guess, [f"{number:06d}" for number in range(12)]))
    assert outcomes.count(Wrong()) == 5
    assert sum(isinstance(outcome, TooFast) for outcome in outcomes) == 7


def test_card_on_a_borrowed_phone_ends_with_the_browser_and_after_an_hour(client, home, today):
    answer = try_pin(client, home.household.code, PIN)
    assert "Expires" not in answer.headers["Set-Cookie"]
    with clock.at(TODAY + dt.timedelta(minutes=59)):
        assert "何**家" in client.get("/card/").text
    with clock.at(TODAY + dt.timedelta(minutes=61)):
        assert "打开自家的积分卡" in client.get("/card/").text


def test_card_on_the_own_phone_stays_for_thirty_days(client, home, today):
    data = {"code": home.household.code, "pin": PIN, "own": "1"}
    assert "Expires" in client.post("/card/", data=data, headers=FORM).headers["Set-Cookie"]
    with clock.at(TODAY + dt.timedelta(days=29, hours=23)):
        assert "何**家" in client.get("/card/").text
    with clock.at(TODAY + dt.timedelta(days=30, minutes=1)):
        assert "打开自家的积分卡" in client.get("/card/").text


def test_opening_by_a_phone_that_is_remembered_is_in_the_households_log(client, home, today):
    client.post("/card/", data={"code": home.household.code, "pin": PIN, "own": "1"}, headers=FORM)
    with clock.at(TODAY + dt.timedelta(days=3)):
        assert "11月8日 10:00，记住的手机" in client.get("/card/").text
        client.get("/card/")
    assert [visit.way for visit in db.session.query(AccessVisit).order_by(AccessVisit.id)] == ["pin", "kept"]


def test_form_that_failed_keeps_the_tick(client, home, today):
    answer = client.post("/card/", data={"code": home.household.code, "pin": "1", "own": "1"}, headers=FORM)
    assert 'name="own" value="1" checked' in answer.text


def test_unknown_code_costs_as_much_hashing_as_a_wrong_pin(home, app, monkeypatch):
    hashed: list[str] = []

    class Counting:
        def verify(self, stored: str, given: str) -> bool:
            hashed.append(stored)
            return hasher.verify(stored, given)

    hasher = passwords._hasher
    monkeypatch.setattr(passwords, "_hasher", Counting())
    with clock.at(TODAY):
        for code in ("ZZZZZZZZ", home.household.code, home.tenant.code):
            assert open_card(code, "111112", ADDRESS) == Wrong()
    assert len(hashed) == 3
    assert len({stored.rsplit("$", 2)[0] for stored in hashed}) == 1, "all of the same strength"
