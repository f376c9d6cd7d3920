"""How long things are kept, as the administrator sets it; and what pages show of a photo and a board that are gone."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.browsers import Browser
from tests.factories.courtyards import account_of
from tests.factories.neighbourhoods import PIN
from tests.factories.users import make_user
from webapp import clock
from webapp.extensions import db
from webapp.models import AuditWords, Community
from webapp.operations.expire import expire
from webapp.operations.finalise_month import finalise_month
from webapp.operations.note_change import note_event
from webapp.operations.transaction import transaction

CLOSED = dt.datetime(2026, 11, 10, 2, tzinfo=dt.UTC)
A_YEAR_ON = dt.datetime(2027, 11, 10, 2, tzinfo=dt.UTC)
GONE = "照片已按期删除，指纹还在"
SEEN = {"seen_photo_months": "12", "seen_board_months": "36", "seen_visit_months": "12", "seen_words_months": "36"}
SAME = {"photo_months": "12", "board_months": "36", "visit_months": "12", "words_months": "36"}


@pytest.fixture
def final(home):
    with clock.at(CLOSED):
        finalise_month(home.staff, "2026-10")
    return home


def test_the_page_tells_what_goes_next_and_when(desk, final):
    page = desk.get("/admin/keeping/").text
    assert "2026年10月" in page
    assert "2027年11月10日起" in page
    assert desk.get("/admin/").text.count("/admin/keeping/") == 1


def test_without_a_final_month_nothing_goes(desk):
    assert "一张照片也不会删" in desk.get("/admin/keeping/").text


def test_terms_are_kept_and_told_again(desk, home):
    answer = desk.post("/admin/keeping/", {**SEEN, **SAME, "photo_months": "18"})
    assert answer.status_code == 303
    assert "存好了" in desk.get(answer.location).text
    assert db.session.get(Community, home.community.id).photo_months == 18


@pytest.mark.parametrize(("field", "value"), [("photo_months", "5"), ("photo_months", "37"), ("visit_months", "半年")])
def test_what_is_out_of_bounds_comes_back_as_it_was_typed(desk, home, field, value):
    answer = desk.post("/admin/keeping/", {**SEEN, **SAME, field: value})
    assert answer.status_code == 422
    assert f'value="{value}"' in answer.text
    assert "写明的范围" in answer.text
    assert db.session.get(Community, home.community.id).photo_months == 12


def test_what_would_delete_at_once_is_asked_about_and_only_those_figures_are_agreed_to(desk, final):
    shorter = {**SEEN, **SAME, "photo_months": "6"}
    with clock.at(dt.datetime(2027, 6, 20, tzinfo=dt.UTC)):
        asked = desk.post("/admin/keeping/", shorter)
        assert (asked.status_code, "删掉2张照片" in asked.text) == (422, True)
        assert desk.post("/admin/keeping/", {**shorter, "photo_months": "7", "sure": "6-36-36"}).status_code == 422
        assert desk.post("/admin/keeping/", {**shorter, "sure": "6-36-36"}).status_code == 303
        assert expire() == 2


def test_words_of_the_trail_that_would_go_at_once_are_counted_and_asked_about(desk, home):
    with transaction(home.community.id) as session:
        note_event(session, home.oversight, "month_stop", "month", "2026-10", reason="27号院看错了")
    shorter = {**SEEN, **SAME, "words_months": "6"}
    with clock.at(dt.datetime(2027, 6, 20, tzinfo=dt.UTC)):
        asked = desk.post("/admin/keeping/", shorter)
        assert (asked.status_code, "删掉操作记录里的1条说明" in asked.text) == (422, True)
        assert desk.post("/admin/keeping/", {**shorter, "sure": "12-36-6"}).status_code == 303
        expire()
    assert db.session.query(AuditWords).count() == 0


def test_what_somebody_changed_meanwhile_is_told_and_nothing_is_lost(desk, home):
    desk.post("/admin/keeping/", {**SEEN, **SAME, "photo_months": "18"})
    answer = desk.post("/admin/keeping/", {**SEEN, **SAME, "photo_months": "24"})
    assert answer.status_code == 409
    assert "照片18个月" in answer.text
    assert 'value="24"' in answer.text


def test_pages_say_that_a_photo_is_gone_instead_of_breaking(app, final):
    with clock.at(A_YEAR_ON):
        expire()
    check, account = final.check.uuid, account_of(final.yards[0]).id
    staff, oversight, household = Browser(app, final.staff), Browser(app, final.oversight), Browser(app)
    household.post("/card/", {"code": final.household.code, "pin": PIN})
    for browser, path in (
        (staff, f"/staff/checks/{check}/"),
        (staff, f"/staff/checks/{check}/photos/{final.sha256}/"),
        (staff, f"/staff/months/2026-10/accounts/{account}/"),
        (oversight, f"/oversight/checks/{check}/"),
        (oversight, f"/oversight/months/2026-10/accounts/{account}/"),
        (household, "/card/"),
    ):
        page = browser.get(path)
        assert (path, page.status_code, GONE in page.text, "<img" in page.text) == (path, 200, True, False)
    assert staff.get(f"/staff/checks/{check}/photos/{final.sha256}/small.jpg").status_code == 404


def test_the_trail_tells_how_many_photos_expired(app, final):
    with clock.at(A_YEAR_ON):
        expire()
    page = Browser(app, final.oversight).get("/oversight/audit/").text
    assert "照片按期删了" in page
    assert "2张照片" in page


def test_a_board_past_its_time_answers_that_it_was_taken_down(client, home):
    address = f"/c/{home.community.slug}/2026-10/"
    with clock.at(dt.datetime(2029, 10, 31, tzinfo=dt.UTC)):
        assert client.get(address).status_code == 200
    with clock.at(dt.datetime(2029, 11, 1, tzinfo=dt.UTC)):
        for path in (address, f"{address}notice.png", f"{address}notice-a4.pdf"):
            answer = client.get(path)
            assert (answer.status_code, "2026年10月的公示已经按期撤下" in answer.text) == (410, True)
        assert "何**" not in client.get(f"/d/{home.yards[0].code}/").text


def test_only_the_administrator_sets_terms(app, home):
    for role in ("staff", "oversight", "inspector"):
        assert Browser(app, make_user(home.community, role)).get("/admin/keeping/").status_code == 403
