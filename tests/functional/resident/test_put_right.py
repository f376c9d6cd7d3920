"""Put right: from a line of the card to a re-check, and back in words; no score changes by a photo."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest

from tests.factories.browsers import Browser
from tests.factories.cards import open_card
from tests.factories.checks import approve, at, make_check, make_photo
from tests.factories.courtyards import household_of
from tests.factories.neighbourhoods import TODAY, fault, jpeg
from tests.factories.pictures import make_jpeg
from tests.factories.users import make_user, recuse
from webapp import clock
from webapp.extensions import db
from webapp.models import PutRight
from webapp.queries.accounts import account_of
from webapp.queries.scores import provisional_score

HIDDEN_FROM_THE_LANE = ("W1", "O3")
FOUND = TODAY.date() - dt.timedelta(days=1)


@pytest.fixture
def mine(app, home, today):
    return open_card(app, home.staff, home.household)


@pytest.fixture
def faulty(home, today):
    """A fault of this month, with its photo, that the card shows."""
    sha256 = make_photo(home.community, jpeg("faulty"))
    check = make_check(home.inspector, home.yards[0], at(FOUND), {"W1": fault(sha256, "门口有垃圾")})
    approve(home.staff, check)
    return check


def path(check, item: str = "W1") -> str:
    return f"/card/put-right/{check.uuid}/{item}"


def photo():
    return (io.BytesIO(make_jpeg()), "after.jpg")


def report(browser, check, token: str = "p-1", **more):
    return browser.post(path(check), {"token": token, "text": "扫了", "photo": photo(), **more})


def only() -> PutRight:
    db.session.expire_all()
    return db.session.query(PutRight).one()


def total(home) -> int:
    return provisional_score(account_of(home.yards[0], "2026-11"), "2026-11", TODAY.date()).total


def test_card_offers_it_at_the_fault_and_the_form_shows_what_was_found(mine, faulty):
    assert path(faulty) in mine.get("/card/").text
    page = mine.get(path(faulty)).text
    assert "查到的时候" in page
    assert "不会让分马上变" in page


def test_it_waits_at_the_desk_with_before_and_after_and_changes_no_score(app, home, mine, faulty):
    before = total(home)
    assert report(mine, faulty).headers["Location"] == "/card/put-right/?sent=1"
    assert "等社区看" in mine.get("/card/put-right/").text
    assert "等社区看" in mine.get("/card/").text
    desk = Browser(app, home.staff)
    assert "住户报改好" in desk.get("/staff/").text
    page = desk.get("/staff/rechecks/").text
    pictures = re.findall(r'src="(/staff/[^"]+/small\.jpg)"', page)
    assert len(pictures) == 2
    assert [desk.get(each).mimetype for each in pictures] == ["image/jpeg"] * 2
    decided = desk.post(f"/staff/rechecks/{only().id}/", {"do": "arrange", "seen": 0})
    assert (decided.status_code, only().state) == (303, "arranged")
    assert "安排了复查" in mine.get("/card/put-right/").text
    assert total(home) == before


def test_recheck_afterwards_tells_the_card_what_it_saw(app, home, mine, faulty):
    report(mine, faulty)
    Browser(app, home.staff).post(f"/staff/rechecks/{only().id}/", {"do": "arrange", "seen": 0})
    with clock.at(TODAY + dt.timedelta(days=1)):
        day = TODAY.date() + dt.timedelta(days=1)
        approve(home.staff, make_check(home.inspector, home.yards[0], at(day)))
        assert "看到改好了" in mine.get("/card/put-right/").text
        assert "看到改好了" in Browser(app, home.staff).get("/staff/rechecks/").text


def test_own_list_shows_before_and_after(mine, faulty):
    report(mine, faulty)
    page = mine.get("/card/put-right/").text
    pictures = re.findall(r'src="(/card/[^"]+size=small)"', page)
    assert len(pictures) == 2
    assert faulty.uuid in pictures[0]
    assert [mine.get(each).mimetype for each in pictures] == ["image/jpeg"] * 2


def test_fault_that_a_later_check_saw_gone_is_nothing_to_put_right(home, mine, faulty):
    with clock.at(TODAY + dt.timedelta(days=4)):
        approve(home.staff, make_check(home.inspector, home.yards[0], at(FOUND + dt.timedelta(days=5))))
        page = mine.get("/card/").text
        assert total(home) == 9
    assert "都改好了，没有要改的" in page
    assert "看到改好了，不用再改" in page
    assert path(faulty) not in page


def test_item_that_nobody_could_see_is_still_to_put_right(home, mine, faulty):
    unseen = {code: {"result": "not_assessed"} for code in HIDDEN_FROM_THE_LANE}
    with clock.at(TODAY + dt.timedelta(days=4)):
        day = at(FOUND + dt.timedelta(days=5))
        report(mine, faulty)
        approve(home.staff, make_check(home.inspector, home.yards[0], day, unseen, judged="lane", obstacle="locked"))
        page = mine.get("/card/").text
        assert "看到改好了" not in mine.get("/card/put-right/").text
    assert "不用再改" not in page
    assert "要改的1处" in page


def test_refusal_needs_a_reason_that_the_household_reads(app, home, mine, faulty):
    report(mine, faulty)
    desk, address = Browser(app, home.staff), f"/staff/rechecks/{only().id}/"
    answer = desk.post(address, {"do": "decline", "seen": 0, "text": " "})
    assert (answer.status_code, "写一句为什么不用复查" in answer.text) == (422, True)
    assert [desk.post(address, {"do": "decline", "seen": 0, "text": "照片太暗"}).status_code for _ in "ab"] == [
        303,
        303,
    ]
    assert "社区说：照片太暗" in mine.get("/card/put-right/").text
    assert desk.post(address, {"do": "arrange", "seen": 0}).status_code == 409


def test_relatives_of_the_household_decide_nothing(app, home, mine, faulty):
    report(mine, faulty)
    relative = make_user(home.community, "staff")
    recuse(relative, home.yards[0])
    desk = Browser(app, relative)
    assert "要回避" in desk.get("/staff/rechecks/").text
    assert desk.post(f"/staff/rechecks/{only().id}/", {"do": "arrange", "seen": 0}).status_code == 403


def test_form_sent_twice_is_one_and_another_of_the_same_waits_in_words(mine, faulty):
    assert [report(mine, faulty).status_code for _ in range(2)] == [303, 303]
    answer = report(mine, faulty, token="p-2")
    assert (answer.status_code, "不用再报" in answer.text) == (422, True)
    assert only().state == "waiting"


def test_without_a_photo_nothing_is_reported_and_the_words_stay(mine, faulty):
    answer = mine.post(path(faulty), {"token": "p-1", "text": "扫了<b>"})
    assert (answer.status_code, "还没有照片" in answer.text, "扫了&lt;b&gt;" in answer.text) == (422, True, True)


def test_it_is_taken_back_while_nobody_has_looked(app, home, mine, faulty):
    report(mine, faulty)
    back = f"/card/put-right/{only().id}/back"
    assert [mine.post(back).status_code for _ in range(2)] == [303, 303]
    report(mine, faulty, token="p-2")
    second = db.session.query(PutRight).filter_by(state="waiting").one()
    Browser(app, home.staff).post(f"/staff/rechecks/{second.id}/", {"do": "arrange", "seen": 0})
    assert mine.post(f"/card/put-right/{second.id}/back").status_code == 409


def test_faults_and_reports_of_others_are_not_there(app, home, mine, faulty):
    report(mine, faulty)
    picture = re.search(r"/card/put-right/\d+/photos/[0-9a-f]{64}", mine.get("/card/put-right/").text).group()
    assert mine.get(picture).mimetype == "image/jpeg"
    neighbour = open_card(app, home.staff, household_of(home.yards[1]))
    for address in (path(faulty), picture):
        assert neighbour.get(address).status_code == 404, address
    assert neighbour.post(path(faulty), {"photo": photo()}).status_code == 404
    assert neighbour.post(f"/card/put-right/{only().id}/back").status_code == 404


def test_an_item_that_passed_and_a_check_of_long_ago_can_not_be_put_right(mine, home, faulty):
    assert mine.get(path(faulty, "W2")).status_code == 404
    with clock.at(TODAY + dt.timedelta(days=120)):
        assert mine.get(path(faulty)).status_code in (302, 404)
