"""Deciding on checks as staff do it on their pages."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.factories.browsers import Browser
from tests.factories.checks import approve, at, make_check, make_photo
from tests.factories.communities import make_community
from tests.factories.entries import photo_claim
from tests.factories.pictures import make_jpeg
from tests.factories.users import make_user, recuse
from tests.functional.staff.conftest import TODAY
from webapp import clock
from webapp.extensions import db
from webapp.models import Change, Check, Month, Review
from webapp.operations.score_month import score_month
from webapp.storage import photo_path

STATE = {"approve": "approved", "return": "returned"}


def decide(desk: Browser, check: Check, do: str, seen: str = "complete", **more):
    return desk.post(f"/staff/checks/{check.uuid}/", {"do": do, "seen": seen, **more})


def state_of(check: Check) -> str:
    return db.session.query(Check.state).filter_by(uuid=check.uuid).scalar()


def test_list_of_walks_counts_checks_and_faults(desk, office):
    page = desk.get("/staff/").text
    assert "查了3户，2户有不合格" in page
    assert "待审3" in page


def test_list_without_walks_says_what_will_come(app):
    page = Browser(app, make_user(make_community(), "staff")).get("/staff/")
    assert page.status_code == 200
    assert "还没有收到巡查" in page.text


def test_case_shows_full_name_words_phrases_and_photo(desk, office):
    page = desk.get(f"/staff/checks/{office.checks[0].uuid}/").text
    for words in ("何桂芳家", "石阶巷27号院", "王志远查", "地面干净", "不合格", "门口有垃圾。纸箱", "−1", "其余9项"):
        assert words in page, words
    assert f"/staff/checks/{office.checks[0].uuid}/photos/{office.sha256}/small.jpg" in page


def test_photo_enlarges_on_a_page_of_its_own_and_only_through_its_check(desk, office):
    first, second, _ = office.checks
    assert desk.get(f"/staff/checks/{first.uuid}/photos/{office.sha256}/").status_code == 200
    picture = desk.get(f"/staff/checks/{first.uuid}/photos/{office.sha256}/large.jpg")
    assert (picture.status_code, picture.mimetype) == (200, "image/jpeg")
    assert desk.get(f"/staff/checks/{second.uuid}/photos/{office.sha256}/large.jpg").status_code == 404
    assert desk.get(f"/staff/checks/{first.uuid}/photos/{office.sha256}/huge.jpg").status_code == 404


def test_proof_of_what_was_put_right_stands_beside_what_was_found(desk, office):
    found = office.checks[0]
    approve(office.staff, found)
    after, litter = make_jpeg("green"), make_jpeg("grey")
    claims = [photo_claim(make_photo(office.community, data), len(data)) for data in (after, litter)]
    seen = {
        "W1": {"result": "pass", "photos": [claims[0] | {"shows": "after"}]},
        "O1": {"result": "fault", "photos": [claims[1]]},
    }
    check = make_check(office.inspector, office.courtyards[0], at(dt.date(2026, 10, 6)), seen)
    page = desk.get(f"/staff/checks/{check.uuid}/").text
    shown = re.findall(r"/photos/([0-9a-f]{64})/small.jpg", page)
    assert shown == [office.sha256, claims[0]["sha256"], claims[1]["sha256"]]
    assert re.findall(r"<figcaption><b>([^<]*)</b>", page) == ["上次", "改好以后", "这次"]


def test_approving_goes_on_to_the_next_and_can_be_taken_back(desk, office):
    first = office.checks[0]
    answer = decide(desk, first, "approve")
    assert answer.status_code == 303
    following = desk.get(answer.location)
    assert "27号已通过" in following.text
    assert state_of(first) == "approved"
    assert decide(desk, first, "reopen", seen="approved").status_code == 303
    assert state_of(first) == "complete"
    assert [review.decision for review in db.session.query(Review)] == ["approve", "reopen"]


def test_returned_check_carries_its_reason_to_the_phone(desk, office):
    first = office.checks[0]
    before = db.session.query(Change).count()
    answer = decide(desk, first, "return", reason="photo_unclear", text=" 第2张看不清 ")
    assert answer.status_code == 303
    check = db.session.query(Check).filter_by(uuid=first.uuid).one()
    assert (check.state, check.return_code, check.return_text) == ("returned", "photo_unclear", "第2张看不清")
    change = db.session.query(Change).order_by(Change.number.desc()).first()
    assert (change.kind, change.reference) == ("check", first.uuid)
    assert db.session.query(Change).count() == before + 1


@pytest.mark.parametrize(("reason", "words"), [("", "选一个原因"), ("nonsense", "选一个原因"), ("other", "写一句原因")])
def test_returning_without_a_reason_keeps_the_form_and_what_was_typed(desk, office, reason, words):
    typed = "" if reason == "other" else "看不清<b>"
    answer = decide(desk, office.checks[0], "return", reason=reason, text=typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert "<b>看" not in answer.text
    assert typed.replace("<b>", "&lt;b&gt;") in answer.text
    assert state_of(office.checks[0]) == "complete"


def test_all_clear_checks_are_approved_together_and_doubtful_ones_stay(desk, office):
    walk = office.checks[0].walk.uuid
    page = desk.get(f"/staff/walks/{walk}/").text
    assert "通过2户" in page
    assert "其中1户有1项不合格" in page
    assert "不合格没有照片" in page
    shown = [check.uuid for check in office.checks]
    answer = desk.post(f"/staff/walks/{walk}/approve", {"check": shown})
    assert answer.status_code == 303
    assert "2户通过了" in desk.get(answer.location).text
    assert [state_of(check) for check in office.checks] == ["approved", "approved", "complete"]


def test_check_that_the_page_did_not_show_is_not_approved_with_the_others(desk, office):
    first, second, _ = office.checks
    desk.post(f"/staff/walks/{first.walk.uuid}/approve", {"check": [second.uuid]})
    assert [state_of(check) for check in office.checks] == ["complete", "approved", "complete"]


def test_incomplete_check_can_not_be_approved(desk, office):
    faults = {"W1": {"result": "fault", "photos": [photo_claim("ab" * 32, 1000)]}}
    check = make_check(office.inspector, office.courtyards[0], TODAY, faults)
    page = desk.get(f"/staff/checks/{check.uuid}/").text
    assert "照片还差1张" in page
    assert 'value="approve"' not in page
    answer = decide(desk, check, "approve", seen="received")
    assert (answer.status_code, state_of(check)) == (409, "received")
    assert "照片还没到齐" in answer.text


def test_nobody_approves_their_own_check(app, office):
    both = make_user(office.community, "inspector", "staff")
    check = make_check(both, office.courtyards[0], TODAY)
    desk = Browser(app, both)
    page = desk.get(f"/staff/checks/{check.uuid}/").text
    assert "自己查的，要由别人审" in page
    assert 'value="approve"' not in page
    answer = decide(desk, check, "approve")
    assert (answer.status_code, state_of(check)) == (403, "complete")
    desk.post(f"/staff/walks/{check.walk.uuid}/approve", {"check": [check.uuid]})
    assert state_of(check) == "complete"


def test_nobody_decides_on_a_relatives_courtyard(desk, office):
    recuse(office.staff, office.courtyards[1])
    answer = decide(desk, office.checks[1], "approve")
    assert answer.status_code == 403
    assert "要回避" in answer.text
    assert state_of(office.checks[1]) == "complete"


def test_second_decision_on_a_stale_page_overwrites_nothing_and_names_who_was_first(app, desk, office):
    other = Browser(app, make_user(office.community, "staff", name="陈书远"))
    assert decide(other, office.checks[0], "return", reason="too_little").status_code == 303
    answer = decide(desk, office.checks[0], "approve")
    assert answer.status_code == 409
    assert "别人刚刚改过" in answer.text
    assert "陈书远" in answer.text
    assert state_of(office.checks[0]) == "returned"


def test_second_tap_on_the_same_button_is_the_same_success_and_one_decision(desk, office):
    for _ in range(2):
        assert decide(desk, office.checks[0], "approve").status_code == 303
    assert db.session.query(Review).count() == 1


def test_decision_returns_a_scored_month_to_open(desk, office):
    decide(desk, office.checks[0], "approve")
    score_month(office.staff, "2026-10")
    decide(desk, office.checks[1], "approve")
    assert db.session.query(Month).one().state == "open"


def test_decision_after_confirmation_is_refused(desk, office):
    db.session.query(Month).one().state = "confirmed"
    db.session.commit()
    answer = decide(desk, office.checks[0], "approve")
    assert (answer.status_code, state_of(office.checks[0])) == (409, "complete")
    assert "监督已经确认" in answer.text


def test_redone_check_answers_the_returned_one(desk, office):
    first = office.checks[0]
    decide(desk, first, "return", reason="photo_unclear", text="太暗")
    redone = make_check(office.inspector, office.courtyards[0], TODAY, replaces=first.uuid)
    page = desk.get(f"/staff/checks/{redone.uuid}/").text
    assert "退回以后重查的" in page
    assert "照片看不清，太暗" in page


def test_colleagues_who_differ_in_one_week_are_looked_at_one_by_one(desk, office):
    colleague = make_user(office.community, "inspector")
    data = make_jpeg("green")
    photo = photo_claim(make_photo(office.community, data), len(data))
    faults = {"O2": {"result": "fault", "photos": [photo]}}
    later = make_check(colleague, office.courtyards[1], TODAY, faults)
    assert "两人结论不同" in desk.get(f"/staff/checks/{later.uuid}/").text


def test_other_communities_see_nothing(app, office):
    foreign = Browser(app, make_user(make_community("别处"), "staff"))
    check = office.checks[0]
    paths = (
        f"/staff/walks/{check.walk.uuid}/",
        f"/staff/checks/{check.uuid}/",
        f"/staff/checks/{check.uuid}/photos/{office.sha256}/",
        f"/staff/checks/{check.uuid}/photos/{office.sha256}/small.jpg",
        "/staff/months/2026-10/",
    )
    assert [foreign.get(path).status_code for path in paths] == [404] * len(paths)
    assert decide(foreign, check, "approve").status_code == 404
    assert foreign.post(f"/staff/walks/{check.walk.uuid}/approve", {"check": [check.uuid]}).status_code == 404
    assert state_of(check) == "complete"


@pytest.mark.parametrize(
    "path",
    [
        "/staff/checks/nonsense/",
        "/staff/walks/nonsense/",
        "/staff/months/2026-13/",
        "/staff/months/nonsense/",
        "/staff/months/2026-10/accounts/999999999999/",
    ],
)
def test_addresses_of_nothing_are_404(desk, path):
    assert desk.get(path).status_code == 404


@pytest.mark.parametrize("form", [{}, {"do": "delete", "seen": "complete"}, {"do": "approve"}, {"do": "x" * 9999}])
def test_misshapen_decision_is_400_and_changes_nothing(desk, office, form):
    answer = desk.post(f"/staff/checks/{office.checks[0].uuid}/", form)
    assert (answer.status_code, state_of(office.checks[0])) == (400, "complete")


def test_html_in_a_note_stays_text(desk, office):
    faults = {"W1": {"result": "fault", "note": "<script>alert(1)</script>"}}
    check = make_check(office.inspector, office.courtyards[1], TODAY, faults)
    page = desk.get(f"/staff/checks/{check.uuid}/").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_missing_file_of_a_photo_is_404_not_a_crash(app, desk, office):
    photo_path(app.config["SANBAO"].photos, office.community.id, office.sha256).unlink()
    picture = f"/staff/checks/{office.checks[0].uuid}/photos/{office.sha256}/small.jpg"
    assert desk.get(picture).status_code == 404


def test_pages_are_complete_in_english(desk, office):
    page = desk.get(f"/staff/checks/{office.checks[0].uuid}/", headers={"Cookie": "language=en"})
    assert page.status_code == 200


def test_far_page_of_the_list_is_an_empty_page(desk, office):
    assert desk.get("/staff/?page=99999999999999999999").status_code == 200
    assert desk.get("/staff/?page=-3").status_code == 200
    assert clock.now() == TODAY
