"""Objecting on the card: the form, its refusals, the answer, and passing it on."""

from __future__ import annotations

import datetime as dt
import io
import re

import pytest

from tests.factories.browsers import Browser
from tests.factories.courtyards import account_of, household_of
from tests.factories.deeds import make_deed
from tests.factories.neighbourhoods import MONTH, PIN, PUBLISHED, TODAY, jpeg, make_neighbourhood
from tests.factories.objections import WORDS, answer, objected
from tests.factories.users import make_user
from tests.functional.resident.conftest import FORM
from webapp import clock
from webapp.domain.months.objection import Outcome, State
from webapp.extensions import db
from webapp.models import Objection, ObjectionPhoto
from webapp.operations.set_pin import set_pin

NEW = "/card/objections/new"
LATER = TODAY + dt.timedelta(days=4)  # the notice lasts until 7 November


def form(**changes) -> dict:
    return {"month": MONTH, "line": "finding:W1", "text": WORDS} | changes


def send(card, **changes):
    return card.post(NEW, data=form(**changes), headers=FORM)


def picture(words: str, name: str = "a.jpg") -> tuple[io.BytesIO, str]:
    return io.BytesIO(jpeg(words)), name


def made() -> Objection:
    return db.session.query(Objection).one()


def card_of_other(app, home, household, when: dt.datetime = TODAY) -> Browser:
    with clock.at(PUBLISHED):
        set_pin(home.staff, household, PIN)
    browser = Browser(app)
    with clock.at(when):
        browser.post("/card/", {"code": household.code, "pin": PIN})
    return browser


def test_each_line_that_cost_or_gave_leads_to_the_form_about_it(card):
    page = card.get("/card/").text
    links = re.findall(r'href="(/card/objections/new[^"]*)"', page)
    assert [link.split("line=")[1] for link in links] == ["W1", "volunteering", "suggestion", "score"]
    for link in links:
        shown = card.get(link.replace("&amp;", "&")).text
        assert shown.count(" checked") == 1, link


def test_form_says_until_when_and_who_answers(card):
    page = card.get(f"{NEW}?month={MONTH}&line=W1").text
    for said in ("最晚11月7日", "还有2天", "没有经手的人", "5天里答复"):
        assert said in page, said
    assert re.search(r'value="finding:W1" checked', page)


def test_objection_with_photos_is_taken_and_stands_on_the_card(card, home):
    sent = send(card, photo=[picture("a"), picture("b")])
    assert (sent.status_code, made().household_id) == (303, home.household.id)
    page = card.get(sent.headers["Location"]).text
    assert "交上了" in page
    assert WORDS in page
    shown = re.findall(r'src="(/card/objections/[^"]*)"', page)
    assert [card.get(each).mimetype for each in shown] == ["image/jpeg"] * 2
    card_page = card.get("/card/").text
    assert "提过异议，等答复" in card_page
    assert WORDS not in card_page, "all of the courtyard read the card"
    assert "等答复" in card.get("/card/objections/").text


def test_same_form_again_is_the_same_objection(card):
    first, second = (send(card, photo=picture("a")) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert db.session.query(ObjectionPhoto).count() == 1
    other = send(card, text="另外一句")
    assert other.status_code == 409
    assert "已经有人提过" in other.text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"text": " \n"}, "写一句就行"),
        ({"text": "长" * 501}, "最多500字"),
        ({"line": ""}, "选一项"),
    ],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(card, changes, said):
    refused(card, said, **changes)


@pytest.mark.parametrize(
    ("photos", "said"),
    [
        ([jpeg(each) for each in "abcd"], "最多3张"),
        ([b"MZ" + bytes(2000)], "不是照片"),
        ([bytes((8 << 20) + 1)], "超过8 MB"),
    ],
    ids=["too many", "none", "too large"],
)
def test_photos_that_are_refused_say_why_and_keep_what_was_typed(card, photos, said):
    refused(card, said, photo=[(io.BytesIO(each), "a.jpg") for each in photos])


def refused(card, said: str, **changes) -> None:
    sent = send(card, **changes)
    assert sent.status_code == 422
    assert said in sent.text
    assert changes.get("text", WORDS).strip() in sent.text
    assert db.session.query(Objection).count() == 0


def test_photo_that_came_with_a_refused_form_is_not_asked_again(card):
    sent = send(card, text="", photo=picture("a"))
    [token] = re.findall(r'name="sent" value="([^"]*)"', sent.text)
    assert send(card, sent=token).status_code == 303
    assert db.session.query(ObjectionPhoto).count() == 1


def test_markup_in_words_is_shown_as_text(card):
    page = card.get(send(card, text="<script>x</script>").headers["Location"]).text
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page


@pytest.mark.parametrize(
    "changes", [{"line": "finding:O1"}, {"line": "deed:999999"}, {"line": "x"}, {"month": "2026-09"}, {"month": ""}]
)
def test_what_is_not_on_this_card_is_not_there(card, changes):
    assert send(card, **changes).status_code == 404
    asked = form(**changes)
    assert card.get(f"{NEW}?month={asked['month']}&line={asked['line']}").status_code == 404


def test_objections_of_others_are_not_there(app, card, home):
    foreign = make_neighbourhood("别的社区")
    neighbour = household_of(home.yards[1])
    with clock.at(TODAY):
        theirs = [
            objected(each, "score", photos=(sha256,))
            for each, sha256 in ((neighbour, home.other_sha256), (foreign.household, foreign.sha256))
        ]
        for each, sha256 in zip(theirs, (home.other_sha256, foreign.sha256), strict=True):
            assert card.get(f"/card/objections/{each.id}/").status_code == 404
            assert card.post(f"/card/objections/{each.id}/", data={"words": "x"}, headers=FORM).status_code == 404
            assert card.get(f"/card/objections/{each.id}/photos/{sha256}/small.jpg").status_code == 404
        assert "没有提过异议" in card.get("/card/objections/").text


def test_tenant_reads_the_answer_but_neither_words_nor_photos_of_the_owner(app, card, home):
    send(card, photo=picture("a"))
    key, sha256 = made().id, db.session.query(ObjectionPhoto).one().sha256
    tenant = card_of_other(app, home, home.tenant)
    with clock.at(TODAY):
        page = tenant.get(f"/card/objections/{key}/").text
        assert "等答复" in page
        assert WORDS not in page
        assert "photos/" not in page
        assert tenant.get(f"/card/objections/{key}/photos/{sha256}/small.jpg").status_code == 404


def test_deeds_of_neighbours_in_the_yard_stay_nameless_on_the_form(card, home):
    make_deed(home.yards[0], dt.date(2026, 10, 9), household_id=home.tenant.id, text="没算的事", state="refused")
    page = card.get(f"{NEW}?month={MONTH}").text
    assert "帮老人修灯" in page
    assert "租客的善事" not in page
    assert "没算的事" not in page
    assert "院里别家的" in page


def test_answer_is_told_at_the_top_until_it_is_opened(card, home):
    other = make_user(home.community, "staff", name="程知秋")
    send(card)
    assert answer(other, made(), Outcome.REJECTED, reason="看过照片，在门口") is None
    page = card.get("/card/").text
    assert "您提的异议有消息了" in page
    answered = card.get(f"/card/objections/{made().id}/").text
    assert "看过照片，在门口" in answered
    assert other.name not in answered
    assert "您提的异议有消息了" not in card.get("/card/").text


def test_answer_is_told_in_its_own_month_only(card, home):
    send(card)
    answer(make_user(home.community, "staff"), made(), Outcome.REJECTED)
    with clock.at(dt.datetime(2026, 12, 1, 2, tzinfo=dt.UTC)):
        assert "您提的异议有消息了" not in card.get("/card/").text


def test_household_passes_it_on_to_oversight_while_the_deadline_runs(card, home):
    send(card)
    answer(make_user(home.community, "staff"), made(), Outcome.REJECTED)
    address = f"/card/objections/{made().id}/"
    assert "转给居务监督委员会</button>" in card.get(address).text
    empty = card.post(address, data={"words": " "}, headers=FORM)
    assert (empty.status_code, made().state) == (422, State.ANSWERED)
    for _ in range(2):
        assert card.post(address, data={"words": "还是不对"}, headers=FORM).status_code == 303
    assert made().state == State.APPEALED
    shown = card.get(address).text
    assert "等监督答复" in shown
    assert "还是不对" in shown


def test_after_the_deadline_it_can_no_longer_be_passed_on(card, home):
    send(card)
    answer(make_user(home.community, "staff"), made(), Outcome.REJECTED)
    address = f"/card/objections/{made().id}/"
    with clock.at(TODAY + dt.timedelta(days=8)):
        assert "就这样定了" in card.get(address).text
        late = card.post(address, data={"words": "还是不对"}, headers=FORM)
    assert (late.status_code, made().state) == (409, State.ANSWERED)
    assert "日子过了" in late.text
    assert "还是不对" in late.text


def test_objection_is_withdrawn_by_a_button_and_reads_so_everywhere(app, card, home):
    send(card, photo=picture("a"))
    address = f"/card/objections/{made().id}/"
    assert "撤回这件异议" in card.get(address).text
    for _ in range(2):
        gone = card.post(f"{address}withdraw", headers=FORM)
        assert (gone.status_code, gone.headers["Location"]) == (303, f"{address}?done=withdrawn")
    page = card.get(f"{address}?done=withdrawn").text
    for words in ("撤回了", "在积分卡上撤回", WORDS, "您交的照片"):
        assert words in page, words
    assert "撤回这件异议" not in page
    assert "已撤回" in card.get("/card/objections/").text
    assert "已撤回" in Browser(app, home.staff).get("/staff/objections/").text
    again = send(card)
    assert (again.status_code, db.session.query(Objection).count()) == (303, 2)


def test_answer_that_came_first_stands_beside_the_refusal_to_withdraw(card, home):
    send(card)
    address = f"/card/objections/{made().id}/"
    answer(make_user(home.community, "staff"), made(), Outcome.REJECTED)
    late = card.post(f"{address}withdraw", headers=FORM)
    assert (late.status_code, "撤不回来" in late.text, "照片里看不清" in late.text) == (409, True, True)
    assert made().state == State.ANSWERED


def test_another_household_of_the_yard_has_no_button_and_withdraws_nothing(app, card, home):
    send(card)
    tenant, address = card_of_other(app, home, home.tenant), f"/card/objections/{made().id}/"
    assert "撤回这件异议" not in tenant.get(address).text
    with clock.at(TODAY):
        assert "另一家提的" in tenant.post(f"{address}withdraw").text
    assert made().state == State.OPEN


def test_late_objection_goes_to_oversight_first_and_says_so(card, home):
    with clock.at(LATER):
        page = card.get(f"{NEW}?month={MONTH}").text
        assert "公示到11月7日，已经结束" in page
        assert "觉得不对" in card.get("/card/").text
        refused = send(card)
        assert (refused.status_code, "勾选" in refused.text) == (422, True)
        sent = send(card, late="1")
        assert made().state == State.LATE
        assert "决定收不收" in card.get(sent.headers["Location"]).text


def test_staff_and_oversight_see_that_it_came_from_the_card_with_its_photos(app, card, home):
    send(card, photo=picture("a"))
    sha256 = db.session.query(ObjectionPhoto).one().sha256
    for user, area in ((home.staff, "staff"), (home.oversight, "oversight")):
        desk = Browser(app, user)
        page = desk.get(f"/{area}/objections/{made().id}/").text
        assert "自己在积分卡上提的" in page
        photo = f"/{area}/objections/{made().id}/photos/{sha256}/small.jpg"
        assert photo in page
        assert desk.get(photo).mimetype == "image/jpeg"
        assert desk.get(photo.replace(sha256, home.sha256)).status_code == 404
        assert "卡上提的" in desk.get(f"/{area}/objections/").text


@pytest.mark.parametrize("size", ["normal", "elder"])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_pages_are_whole_in_both_languages_and_sizes(card, home, size, language):
    send(card)
    card.set_cookie("size", size)
    card.set_cookie("language", language)
    for address in ("/card/objections/", f"/card/objections/{made().id}/", f"{NEW}?month={MONTH}"):
        page = card.get(address)
        assert page.status_code == 200
        if language == "en":
            main = re.sub(r"<[^>]+>", " ", page.text.split("<main", 1)[1].split('name="next"')[0])
            assert not re.search(
                "[\u4e00-\u9fff]", main.replace(WORDS, "").replace("帮老人修灯", "").replace("水井坡加装路灯", "")
            ), main


def test_account_of_the_neighbour_is_not_reached_by_naming_it(card, home):
    assert send(card, account=account_of(home.yards[1]).id).status_code == 303
    assert made().account_id == account_of(home.yards[0]).id
