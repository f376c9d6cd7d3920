"""What the card says, against figures worked out by hand."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from tests.factories.checks import approve, at, make_check
from tests.factories.courtyards import household_of, make_household
from tests.factories.neighbourhoods import PIN, PUBLISHED, TODAY, fault, make_neighbourhood, republish
from tests.factories.users import make_user
from tests.functional.resident.conftest import FORM
from webapp import clock
from webapp.extensions import db
from webapp.models import Month
from webapp.operations.change_holder import Change, change_holder
from webapp.operations.set_pin import set_pin
from webapp.queries.roster_desk import seen_of_courtyard

CLOSED = re.compile(r"<details(?![^>]* open).*?</details>", re.DOTALL)


def words(page: str) -> str:
    """The page's text before anything on it is opened, each run of blanks one space."""
    return " ".join(re.sub(r"<[^>]+>", " ", CLOSED.sub(" ", page)).split())


def open_for(client, home, household, when: dt.datetime = TODAY) -> str:
    """The card of another household, opened with a PIN of its own."""
    with clock.at(PUBLISHED):
        set_pin(home.staff, household, PIN)
    with clock.at(when):
        client.post("/card/", data={"code": household.code, "pin": PIN}, headers=FORM)
        return client.get("/card/").text


def test_score_squares_and_ledger_add_up(card):
    text = words(card.get("/card/").text)
    # 10 − W1 (seen on the 5th, still there on the 7th) + 2 volunteering + 1 suggestion; O1 was put right
    for said in (
        "石阶巷 27号 何**家，2026年10月 公示中 12 分，满分20 三包 9/10 加分 3/10",
        "三包10项，先给满分 10 地面有垃圾或污水 10月5日查到，这个月一共2次，只扣一次 −1",
        "占路堆放 10月5日查到，10月7日已改好，不扣分 0",
        "建言献策1次 10月20日，水井坡加装路灯 +1 觉得不对 合计 12",
        "积分管理工作小组11月2日审核，居务监督委员会11月2日确认",
        "最晚11月7日，联系0000-0000",
    ):
        assert said in text


def test_squares_are_as_many_as_points(card):
    page = card.get("/card/").text
    assert (page.count('class="sq"'), page.count('class="sq lost"')) == (9, 1)
    assert (page.count('class="sq plus"'), page.count('class="sq none"')) == (3, 7)


def test_deeds_of_others_in_the_yard_are_nameless(card, client, home):
    own = words(card.get("/card/").text)
    assert "志愿服务2次 10月6日，帮老人修灯 院里别家1次 +2" in own
    assert "租客的善事" not in own


def test_tenant_sees_the_yards_account_and_the_own_deed_alone(client, home):
    text = words(open_for(client, home, home.tenant))
    assert "12 分，满分20" in text
    assert "志愿服务2次 10月8日，租客的善事 院里别家1次 +2" in text
    assert "修灯" not in text


def test_month_not_assessed_says_why_and_shows_no_zero(client, home):
    text = words(open_for(client, home, household_of(home.yards[2])))
    assert "未评 这个月没有一次算数的检查，所以没有分，也不是0分。 10月5日来过，大雨，没有查。" in text
    assert "分，满分20" not in text


def test_running_month_says_until_when_putting_right_restores_the_point(card, home):
    check = make_check(home.inspector, home.yards[0], at(dt.date(2026, 11, 4)), {"G2": fault(note="三袋水泥")})
    approve(home.staff, check)
    with clock.at(TODAY):
        text = words(card.get("/card/").text)
        assert "2026年11月，还没公示 暂时 到现在9分：三包9，加分0。" in text
        assert "绿地堆物 11月4日查到 最晚11月7日改好，复查看到就不扣 −1" in text
        assert "三袋水泥" in text
    with clock.at(TODAY + dt.timedelta(days=3)):
        later = words(card.get("/card/").text)
        assert "绿地堆物 11月4日查到 改好的日子过了，分已经扣下。改好了，下次不再扣。 −1" in later


def test_check_that_is_not_approved_stays_off_the_card(card, home):
    make_check(home.inspector, home.yards[0], at(dt.date(2026, 11, 4)), {"G2": fault(note="还没审")})
    with clock.at(TODAY):
        assert "还没审" not in words(card.get("/card/").text).replace("或者查的还没有审", "")


def test_last_month_stands_as_provisional_while_it_is_not_published(client, app):
    home = make_neighbourhood(published=False)
    text = words(open_for(client, home, home.household))
    assert "这户还没有公示过得分" in text
    assert "2026年10月，还没公示 暂时 到现在12分：三包9，加分3。" in text


def test_points_can_be_spent_only_once_the_month_is_settled(card):
    assert "现在可用 0 分 公示结束后再加 12 分" in words(card.get("/card/").text)
    db.session.query(Month).filter_by(name="2026-10").one().state = "settled"
    db.session.commit()
    with clock.at(TODAY):
        text = words(card.get("/card/").text)
    assert "现在可用 12 分" in text
    assert "公示结束后再加" not in text
    assert "公示已结束" in text


def test_commended_household_is_told_so(card, home):
    assert "受表彰" not in card.get("/card/").text
    republish(home, commended=True)
    with clock.at(TODAY):
        assert "这个月受表彰" in card.get("/card/").text


def test_past_month_has_its_own_page(card):
    page = card.get("/card/").text
    assert 'href="/card/months/2026-10/"' in page
    assert "12分是这样来的" in card.get("/card/months/2026-10/").text


def test_inspectors_words_and_markup_in_notes_are_shown_as_text(client, app):
    home = make_neighbourhood()
    check = make_check(home.inspector, home.yards[0], at(dt.date(2026, 11, 4)), {"G2": fault(note="<b>x</b>")})
    approve(home.staff, check)
    page = open_for(client, home, home.household)
    assert "&lt;b&gt;x&lt;/b&gt;" in page


def test_elder_mode_shows_the_same_facts_in_fewer_sections(card):
    card.set_cookie("size", "elder")
    page = card.get("/card/").text
    text = words(page)
    assert 'data-size="elder"' in page
    assert "扣了1分" in text
    assert "加了3分" in text
    assert "这样来的" not in text


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_card_needs_no_javascript_and_is_not_kept_by_caches(card, language):
    card.set_cookie("language", language)
    answer = card.get("/card/")
    scripts = re.findall(r"<script[^>]*>[^<]*</script>", answer.text)
    assert scripts == ['<script src="/static/dist/speak.js" defer></script>'], "reading aloud is all that needs one"
    assert answer.headers["Cache-Control"] == "no-store"


def test_household_of_a_yard_without_account_is_told_so(client, home):
    yard = home.yards[1]
    household = make_household(yard, "钱七")
    yard.enrolled_from = None
    db.session.commit()
    assert "还没公示 暂时" not in words(open_for(client, home, household))


def test_who_moved_out_sees_what_they_had_and_nothing_of_the_new_holder(card, home):
    yard = home.yards[0]
    check = make_check(home.inspector, yard, at(dt.date(2026, 11, 4)), {"W1": fault(home.other_sha256)})
    approve(home.staff, check)
    photo = f"/card/photos/{check.uuid}/{home.other_sha256}"
    assert "11月" in card.get("/card/").text
    assert card.get(photo).status_code == 200
    admin = make_user(home.community, "admin")
    change_holder(admin, yard.id, Change("2026-11", name="丁小满"), seen_of_courtyard(yard))
    text = words(card.get("/card/").text)
    assert "2026年10月 公示中 12 分" in text
    assert "丁**" not in text
    assert "11月4日" not in text
    assert card.get(photo).status_code == 404
    assert card.get(f"/card/photos/{home.check.uuid}/{home.sha256}").status_code == 200
