"""The desk on which deeds are decided: cut, refused and taken back with reasons, by page and by fragment."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.factories.browsers import Browser, post_by_htmx
from tests.factories.cards import open_card
from tests.factories.communities import make_community
from tests.factories.courtyards import household_of, make_courtyard
from tests.factories.deeds import make_deed
from tests.factories.pictures import make_jpeg
from tests.factories.users import make_user
from webapp.extensions import db
from webapp.models import Deed, Month
from webapp.operations.claim_deed import Claim, claim_deed
from webapp.operations.keep_photos import keep_photos

PAGE, DECIDED = "/staff/deeds/", "/staff/deeds/decided"
DAY = dt.date(2026, 10, 6)


@pytest.fixture
def claim(office) -> Deed:
    home = household_of(office.courtyards[0])
    photos, _ = keep_photos(office.community.id, [make_jpeg()])
    return claim_deed(home, Claim("<b>扫了巷子</b>", "activity", DAY, "token", tuple(photos), points=3)).deed


def again(deed: Deed) -> Deed:
    db.session.expire_all()
    return db.session.get(Deed, deed.id)


def test_claim_is_shown_with_its_words_and_photo(desk, claim):
    page = desk.get(PAGE).text
    assert "住户自己报的" in page
    assert "&lt;b&gt;扫了巷子&lt;/b&gt;" in page
    picture = re.search(r'src="(/staff/deeds/\d+/photos/[0-9a-f]+/small\.jpg)"', page).group(1)
    assert desk.get(picture).mimetype == "image/jpeg"


def test_photo_is_shown_only_by_the_deed_that_names_it(desk, office, claim):
    other = make_deed(office.courtyards[1], DAY)
    assert desk.get(f"/staff/deeds/{other.id}/photos/{claim.photos[0].sha256}/small.jpg").status_code == 404
    assert desk.get(f"/staff/deeds/{2**40}/photos/{claim.photos[0].sha256}/small.jpg").status_code == 404


def test_less_without_a_reason_is_asked_for_in_place_with_what_was_typed(desk, claim):
    answer = desk.post(PAGE, {"deed": claim.id, "seen": 0, "do": "accept", "points": "1", "text": ""})
    assert answer.status_code == 422
    assert "少记要写一句原因" in answer.text
    assert re.search(r'name="points"[^>]*value="1"', answer.text)
    assert again(claim).state == "waiting"


def test_claim_is_cut_and_then_taken_back_with_reasons(desk, claim):
    cut = {"deed": claim.id, "seen": 0, "do": "accept", "points": "1", "text": "只有一小时"}
    assert desk.post(PAGE, cut).status_code == 303
    page = desk.get(DECIDED).text
    assert "（原来3）" in page
    assert "只有一小时" in page
    assert desk.post(DECIDED, {"deed": claim.id, "seen": 1, "text": " "}).status_code == 422
    answer = desk.post(DECIDED, {"deed": claim.id, "seen": 1, "text": "看错了"})
    assert answer.status_code == 303
    assert "又回到等着认定的里面" in desk.get(answer.location).text
    assert (again(claim).state, again(claim).points) == ("waiting", 3)
    assert "看错了" in desk.get(PAGE).text, "the next decider reads why"


def test_fragment_is_the_row_alone(desk, claim):
    form = {"deed": claim.id, "seen": 0, "do": "refuse", "text": ""}
    refused = post_by_htmx(desk, PAGE, form)
    assert (refused.status_code, "<html" in refused.text) == (422, False)
    assert f'id="deed-{claim.id}"' in refused.text
    assert "写一句为什么不认定" in refused.text
    done = post_by_htmx(desk, PAGE, form | {"text": "那天没有活动"})
    assert (done.status_code, "没有记" in done.text, f"deed={claim.id}" in done.text) == (200, True, True)


def test_second_decider_is_told_and_sees_how_it_is_now(app, office, desk, claim):
    assert desk.post(PAGE, {"deed": claim.id, "seen": 0, "do": "accept"}).status_code == 303
    other = Browser(app, make_user(office.community, "staff"))
    late = {"deed": claim.id, "seen": 0, "do": "refuse", "text": "没有"}
    answer = other.post(PAGE, late)
    assert (answer.status_code, "别人刚刚改过" in answer.text) == (409, True)
    by_htmx = post_by_htmx(other, PAGE, late)
    assert (by_htmx.status_code, "别人刚刚改过" in by_htmx.text, "记上了" in by_htmx.text) == (409, True, True)
    assert again(claim).state == "accepted"


def test_both_sides_of_a_duplicate_are_shown(desk, office, claim):
    make_deed(office.courtyards[0], DAY, kind="activity", text="登记表上的", came_by="file")
    page = desk.get(PAGE).text
    assert "可能记重了" in page
    assert "登记表上的" in page
    assert "从文件导入的" in page


def test_confirmed_month_offers_no_way_back(desk, claim):
    desk.post(PAGE, {"deed": claim.id, "seen": 0, "do": "accept"})
    db.session.query(Month).one().state = "confirmed"
    db.session.commit()
    assert "只能走异议" in desk.get(DECIDED).text
    assert desk.post(DECIDED, {"deed": claim.id, "seen": 1, "text": "看错了"}).status_code == 409


@pytest.mark.parametrize(
    ("query", "words"),
    [("?words=27", "扫巷子"), ("?words=何桂芳", "扫巷子"), ("?kind=suggestion", "没有找到"), ("?words=x", "没有找到")],
)
def test_decided_deeds_are_searched(desk, office, query, words):
    make_deed(office.courtyards[0], DAY, text="扫巷子")
    assert words in desk.get(DECIDED + query).text


def test_deed_of_another_community_is_not_there(desk):
    foreign = make_deed(make_courtyard(make_community("别的社区"), "1", "外乡人"), DAY, text="外地的")
    assert "外地的" not in desk.get(f"{DECIDED}?deed={foreign.id}").text
    assert desk.post(DECIDED, {"deed": foreign.id, "seen": 0, "text": "x"}).status_code == 404
    assert post_by_htmx(desk, PAGE, {"deed": foreign.id, "do": "accept"}).status_code == 404


def test_card_tells_the_household_what_was_cut_and_why(app, office, desk, claim):
    desk.post(PAGE, {"deed": claim.id, "seen": 0, "do": "accept", "points": "1", "text": "只有一小时"})
    page = open_card(app, office.staff, household_of(office.courtyards[0])).get("/card/").text
    assert "报了3分，记了1分" in page
    assert "只有一小时" in page
    other = open_card(app, office.staff, household_of(office.courtyards[1])).get("/card/").text
    assert "只有一小时" not in other
