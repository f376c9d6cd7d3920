"""A household claims by its card: each form without scripts, what is wrong with it, and what became of it."""

from __future__ import annotations

import io
import re

import pytest

from tests.factories.browsers import Browser
from tests.factories.cards import open_card
from tests.factories.courtyards import household_of
from tests.factories.pictures import make_jpeg, make_telling_jpeg
from webapp.extensions import db
from webapp.models import Deed, RuleBookVersion
from webapp.operations.claim_deed import MOST_OPEN
from webapp.operations.decide_deed import Ruling, decide_deed

NEW = "/card/claims/new"
HOSTILE = '<script>alert("1")</script>=1+1'


@pytest.fixture
def mine(app, home, today):
    return open_card(app, home.staff, home.household)


def jpeg(name: str = "a.jpg", data: bytes | None = None):
    return (io.BytesIO(make_jpeg() if data is None else data), name)


def said(**more) -> dict:
    return {"kind": "activity", "token": "t-1", "text": "扫了半条巷子", "when": "today", "points": "2", **more}


def only_deed() -> Deed:
    db.session.expire_all()
    return db.session.query(Deed).filter_by(came_by="claim").one()


def test_card_leads_to_the_kinds_and_from_there_to_a_form_of_the_kind(mine):
    assert 'href="/card/claims/"' in mine.get("/card/").text
    assert f'href="{NEW}"' in mine.get("/card/claims/").text
    kinds = mine.get(NEW).text
    assert f'href="{NEW}?kind=activity"' in kinds
    form = mine.get(f"{NEW}?kind=activity").text
    assert 'enctype="multipart/form-data"' in form
    assert 'name="points"' in form


def test_claim_waits_in_the_list_with_its_photo(mine):
    answer = mine.post(NEW, said(photo=jpeg()))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/card/claims/?sent=1")
    page = mine.get("/card/claims/?sent=1").text
    assert "等认定" in page
    assert "扫了半条巷子" in page
    picture = re.search(r'src="(/card/claims/\d+/photos/[0-9a-f]{64})"', page).group(1)
    assert mine.get(picture).mimetype == "image/jpeg"
    assert "1条等认定" in mine.get("/card/").text


def forbid(home, kind: str) -> None:
    """The rule book in force says that residents do not claim this kind."""
    version = db.session.query(RuleBookVersion).filter_by(community_id=home.community.id).one()
    version.text = version.text.replace(f"{{code: {kind},", f"{{code: {kind}, claimable: false,")
    db.session.commit()


def test_kind_that_the_rule_book_keeps_from_residents_is_neither_offered_nor_taken(home, mine):
    forbid(home, "activity")
    kinds = mine.get(NEW).text
    assert ("kind=activity" in kinds, "kind=suggestion" in kinds) == (False, True)
    assert "kind=suggestion" in mine.get(f"{NEW}?kind=activity").text
    answer = mine.post(NEW, said(photo=jpeg()))
    assert (answer.status_code, "由社区来记" in answer.text, "扫了半条巷子" in answer.text) == (422, True, True)
    assert db.session.query(Deed).filter_by(came_by="claim").count() == 0


def test_form_sent_twice_is_the_same_success(mine):
    first, second = mine.post(NEW, said()), mine.post(NEW, said())
    assert (first.status_code, second.status_code) == (303, 303)
    assert only_deed().text == "扫了半条巷子"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"text": "  "}, "写一句做了什么"),
        ({"points": "99"}, "分数不在规则的范围里"),
        ({"points": "两分"}, "分数不在规则的范围里"),
        ({"when": "other", "day": ""}, "选一个日子"),
        ({"when": "other", "day": "2999-01-01"}, "选一个日子"),
        ({"when": "other", "day": "0001-01-01"}, "选一个日子"),
        ({"person": "999999"}, "这个人不是这一家的"),
        ({"person": "x"}, "这个人不是这一家的"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(mine, wrong, words):
    answer = mine.post(NEW, said(**{"text": HOSTILE, "photo": jpeg(), **wrong}))
    assert (answer.status_code, words in answer.text) == (422, True)
    assert HOSTILE not in answer.text
    assert ("&lt;script&gt;" in answer.text) == ("text" not in wrong)
    assert "第1张已经收到" in answer.text
    assert db.session.query(Deed).filter_by(came_by="claim").count() == 0


def test_photo_that_came_with_a_refused_form_is_in_the_mended_one(mine):
    refused = mine.post(NEW, said(text="", photo=jpeg())).text
    token = re.search(r'name="sent" value="([^"]+)"', refused).group(1)
    assert mine.post(NEW, said(sent=token)).status_code == 303
    assert len(only_deed().photos) == 1


def test_photo_that_another_household_sent_is_nobodys(app, home, mine):
    neighbour = open_card(app, home.staff, household_of(home.yards[1]))
    token = re.search(r'name="sent" value="([^"]+)"', mine.post(NEW, said(text="", photo=jpeg())).text).group(1)
    assert neighbour.post(NEW, said(sent=[token, "0" * 64, home.sha256], token="t-2")).status_code == 303
    assert only_deed().photos == []


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"<html>", "有一个文件不是照片"),
        (b"PK\x03\x04" + b"0" * 40, "有一个文件不是照片"),
        (b"", "有一张照片不完整"),
        (make_jpeg()[:200], "有一张照片不完整"),
        (make_jpeg() + b"PK\x03\x04" + b"0" * 40, "夹带了别的文件"),
        (make_jpeg() + b"\0" * (9 << 20), "超过8 MB"),
    ],
)
def test_hostile_file_gets_plain_words_and_the_good_one_stays(mine, file, words):
    answer = mine.post(NEW, said(photo=[jpeg(), jpeg("b.jpg", file)]))
    assert (answer.status_code, words in answer.text) == (422, True)
    assert "扫了半条巷子" in answer.text
    assert "第1张已经收到" in answer.text


def test_more_photos_than_three_are_not_taken(mine):
    four = [jpeg(f"{name}.jpg", make_telling_jpeg(name)) for name in ("red", "green", "blue", "black")]
    answer = mine.post(NEW, said(photo=four))
    assert (answer.status_code, "最多3张" in answer.text, "第3张已经收到" in answer.text) == (422, True, True)


def test_hours_and_minutes_are_asked_where_the_rule_pays_by_time(mine, home):
    version = db.session.query(RuleBookVersion).filter_by(community_id=home.community.id).one()
    by_hour = "  - {code: hours, label: {zh: 志愿时长, en: Hours}, points: {per_hour: 2}}\n"
    version.text = version.text.replace("\ndeeds:\n", f"\ndeeds:\n{by_hour}")
    db.session.commit()
    assert 'name="hours"' in mine.get(f"{NEW}?kind=hours").text
    answer = mine.post(NEW, said(kind="hours"))
    assert (answer.status_code, "写清楚多少" in answer.text) == (422, True)
    assert mine.post(NEW, said(kind="hours", hours="1", quantity="30")).status_code == 303
    assert (only_deed().quantity, only_deed().points) == (90, 3)


def test_states_and_reasons_are_read_in_the_list(mine, home):
    for number in (1, 2, 3):
        mine.post(NEW, said(token=f"t-{number}", text=f"第{number}件"))
    first, second, third = db.session.query(Deed).filter_by(came_by="claim").order_by(Deed.id)
    decide_deed(home.staff, first.id, Ruling("accept"))
    decide_deed(home.staff, second.id, Ruling("accept", points=1, reason="只扫了一半"))
    decide_deed(home.staff, third.id, Ruling("refuse", reason="看不出来"))
    page = mine.get("/card/claims/").text
    for words in ("认定了", "少记了", "只扫了一半", "没认定", "看不出来", "+2分", "+1分"):
        assert words in page, words
    assert "撤回这一条" not in page


def test_waiting_claim_is_taken_back_and_a_decided_one_is_not(mine, home):
    mine.post(NEW, said())
    back = f"/card/claims/{only_deed().id}/back"
    assert [mine.post(back).status_code for _ in range(2)] == [303, 303]
    assert "撤回了" in mine.get("/card/claims/").text
    mine.post(NEW, said(token="t-2"))
    other = db.session.query(Deed).filter_by(came_by="claim", state="waiting").one()
    decide_deed(home.staff, other.id, Ruling("accept"))
    answer = mine.post(f"/card/claims/{other.id}/back")
    assert (answer.status_code, "撤不回来" in answer.text) == (409, True)


def test_twenty_open_claims_are_enough(mine):
    for number in range(MOST_OPEN):
        assert mine.post(NEW, said(token=f"t-{number}")).status_code == 303
    answer = mine.post(NEW, said(token="t-more"))
    assert (answer.status_code, "有20条还在等认定" in answer.text) == (422, True)


def test_who_sends_forms_all_day_is_asked_to_wait(mine):
    statuses = [mine.post(NEW, said(text="")).status_code for _ in range(61)]
    assert (statuses[0], statuses[-1]) == (422, 429)


def test_claims_of_others_are_not_there(app, home, mine):
    mine.post(NEW, said(photo=jpeg()))
    picture = re.search(r"/card/claims/\d+/photos/[0-9a-f]{64}", mine.get("/card/claims/").text).group()
    neighbour = open_card(app, home.staff, household_of(home.yards[1]))
    assert "扫了半条巷子" not in neighbour.get("/card/claims/").text
    assert neighbour.get(picture).status_code == 404
    assert neighbour.post(f"/card/claims/{only_deed().id}/back").status_code == 404
    assert only_deed().state == "waiting"
    assert Browser(app).get("/card/claims/").headers["Location"] == "/card/?next=/card/claims/"


def test_form_is_read_in_english_and_in_elder_mode(mine):
    mine._client.set_cookie("language", "en")
    mine._client.set_cookie("size", "elder")
    page = mine.get(f"{NEW}?kind=activity").text
    assert 'data-size="elder"' in page
    assert "Send to the community" in page


def test_trail_names_a_household_where_a_household_did_it(app, home, mine):
    mine.post(NEW, said())
    shown = Browser(app, home.oversight).get("/oversight/audit/").text
    assert '<td class="nb">住户自己</td><td class="few">住户自己报加分' in shown
