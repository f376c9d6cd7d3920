"""Help and wishes by the card: wished, read by staff, taken by a neighbour, done with a photo, confirmed."""

from __future__ import annotations

import io
import re

import pytest

from tests.factories.browsers import Browser
from tests.factories.cards import open_card
from tests.factories.checks import approve, at, make_check
from tests.factories.courtyards import household_of
from tests.factories.help_tasks import only_task, put_in_difficulty
from tests.factories.neighbourhoods import TODAY, fault
from tests.factories.pictures import make_jpeg
from webapp.extensions import db
from webapp.models import Deed, HelpTask, RuleBookVersion

WORDS = "家里的灯坏了，想请人修一修"


@pytest.fixture
def mine(app, home, today):
    return open_card(app, home.staff, home.household)


@pytest.fixture
def neighbour(app, home, today):
    return open_card(app, home.staff, household_of(home.yards[1]))


def wish(browser, words: str = WORDS, token: str = "w-1"):
    return browser.post("/card/help/wish", {"text": words, "token": token})


def address() -> str:
    return f"/card/help/{only_task().id}/"


def act(browser, step: str, **said):
    return browser.post(address(), {"do": step, "seen": only_task().version, **said})


def staff_act(browser, step: str, **said):
    return browser.post(f"/staff/help/{only_task().id}/", {"do": step, "seen": only_task().version, **said})


def prove(browser, **said):
    return act(browser, "prove", **{"words": "换了灯泡", "photo": (io.BytesIO(make_jpeg()), "a.jpg"), **said})


def test_wish_is_seen_by_nobody_else_before_staff_have_read_it(app, home, mine, neighbour):
    assert [wish(mine).status_code for _ in range(2)] == [303, 303]
    assert WORDS in mine.get("/card/help/").text
    assert WORDS not in neighbour.get("/card/help/").text
    assert neighbour.get(address()).status_code == 404
    assert act(neighbour, "take").status_code == 404
    desk = Browser(app, home.staff)
    assert WORDS in desk.get("/staff/help/").text
    assert staff_act(desk, "admit").status_code == 303
    page = neighbour.get("/card/help/").text
    assert WORDS in page
    assert ("27" in re.search("<main.*</main>", page, re.DOTALL).group(), "何" in page) == (False, False)


def test_wish_goes_its_way_and_who_fulfilled_it_earns_the_deed(app, home, mine, neighbour):
    version = db.session.query(RuleBookVersion).filter_by(community_id=home.community.id).one()
    of_wishes = "  - {code: wish, label: {zh: 认领微心愿, en: A wish}, points: 1}\n"
    version.text = version.text.replace("\ndeeds:\n", f"\ndeeds:\n{of_wishes}")
    db.session.commit()
    desk = Browser(app, home.staff)
    wish(mine)
    staff_act(desk, "admit")
    assert "石阶巷" not in neighbour.get(address()).text
    assert act(neighbour, "take").status_code == 303
    assert "石阶巷27号院" in neighbour.get(address()).text
    assert prove(neighbour).status_code == 303
    picture = re.search(r'src="(/card/help/\d+/photos/[0-9a-f]{64})"', neighbour.get(address()).text).group(1)
    assert {browser.get(picture).mimetype for browser in (neighbour, mine)} == {"image/jpeg"}
    assert act(mine, "thank").status_code == 303
    page = desk.get(f"/staff/help/{only_task().id}/").text
    assert "许愿的人说做到了" in page
    assert '<option value="wish" selected>' in page
    assert staff_act(desk, "confirm", kind="wish").status_code == 303
    deed = db.session.query(Deed).filter_by(came_by="help").one()
    assert (deed.kind, deed.household_id, deed.state) == ("wish", household_of(home.yards[1]).id, "accepted")
    assert "做成了" in mine.get("/card/help/").text


def test_wisher_reads_at_every_step_what_comes_next(app, home, mine, neighbour):
    desk = Browser(app, home.staff)
    wish(mine)
    assert "社区先看一遍" in mine.get(address()).text
    staff_act(desk, "admit")
    assert "看不到是哪一家" in mine.get(address()).text
    act(neighbour, "take")
    assert "会先来打招呼" in mine.get(address()).text
    prove(neighbour)
    assert "您看做好了没有" in mine.get(address()).text
    staff_act(desk, "confirm", kind="volunteering", points=1)
    assert "社区也看过了" in mine.get(address()).text


def test_proof_needs_words_and_a_photo_and_a_mended_form_keeps_both(app, home, mine, neighbour):
    wish(mine)
    staff_act(Browser(app, home.staff), "admit")
    act(neighbour, "take")
    answer = prove(neighbour, words=" ")
    assert (answer.status_code, "写一句话" in answer.text, "第1张已经收到" in answer.text) == (422, True, True)
    answer = act(neighbour, "prove", words="换了<i>灯泡")
    assert (answer.status_code, "还没有照片" in answer.text, "&lt;i&gt;" in answer.text) == (422, True, True)
    assert only_task().state == "taken"


def test_somebody_else_was_faster_is_said_in_words(app, home, mine, neighbour):
    wish(mine)
    staff_act(Browser(app, home.staff), "admit")
    third = open_card(app, home.staff, household_of(home.yards[2]))
    stale = {"do": "take", "seen": only_task().version}
    act(neighbour, "take")
    answer = third.post(address(), stale)
    assert (answer.status_code, "别人已经领了" in answer.text) == (409, True)
    assert third.get(address()).status_code == 404


def test_household_takes_its_own_wish_back_and_nobody_elses(app, home, mine, neighbour):
    wish(mine)
    staff_act(Browser(app, home.staff), "admit")
    assert act(neighbour, "end", words="不用了").status_code == 422
    assert act(neighbour, "thank").status_code == 422
    assert act(mine, "take").status_code == 422
    assert act(mine, "end").status_code == 303
    assert (only_task().state, WORDS in neighbour.get("/card/help/").text) == ("over", False)


def test_staff_say_no_with_a_reason_that_the_wisher_reads(app, home, mine):
    wish(mine)
    staff_act(Browser(app, home.staff), "end", words="这件事社区来办")
    assert "社区说：这件事社区来办" in mine.get(address()).text


def test_limits_and_empty_words_are_said(mine):
    answer = wish(mine, "  ")
    assert (answer.status_code, "写一句话" in answer.text) == (422, True)
    for number in range(3):
        assert wish(mine, f"<script>{number}", f"w-{number}").status_code == 303
    answer = wish(mine, WORDS, "w-more")
    assert (answer.status_code, "有3个心愿" in answer.text, WORDS in answer.text) == (422, True, True)
    assert "<script>0" not in mine.get("/card/help/").text
    assert db.session.query(HelpTask).count() == 3


def test_household_in_difficulty_does_not_read_that_it_is_helped(app, home, mine, neighbour):
    put_in_difficulty(home.yards[0])
    approve(home.staff, make_check(home.inspector, home.yards[0], at(TODAY.date()), {"W1": fault(note="纸箱")}))
    assert "帮邻居打扫收拾" in neighbour.get("/card/help/").text
    assert "石阶巷" not in neighbour.get(address()).text
    assert "帮邻居打扫收拾" not in mine.get("/card/help/").text
    assert mine.get(address()).status_code == 404
    assert act(mine, "end", words="x").status_code == 404
