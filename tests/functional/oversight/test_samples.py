"""抽查 in the browser: throw, look, write down, and recompute; staff see what differs."""

from __future__ import annotations

import re

import pytest

from tests.factories.browsers import Browser
from tests.factories.checks import at, make_check
from tests.factories.neighbourhoods import TODAY, make_neighbourhood
from tests.factories.samples import throw
from tests.factories.users import make_user, recuse
from webapp import clock
from webapp.extensions import db
from webapp.models import SampleVisit
from webapp.queries.samples import sample_of

PAGE = "/oversight/samples/"


@pytest.fixture
def home(app, scenes):
    with clock.at(TODAY):
        yield scenes.play(app, make_neighbourhood)


@pytest.fixture
def oversight(app, home) -> Browser:
    return Browser(app, home.oversight)


@pytest.fixture
def check(home):
    """27 with a photo of its fault; the only check of its walk, so that it is drawn."""
    return home.check


def form(page: str, **more: str) -> dict[str, str]:
    """What the page's form sends of itself, and what is marked."""
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page))
    return {**hidden, "day": "2026-11-04", **more}


def test_throw_is_shown_with_what_to_look_at_and_how_to_recompute_it(oversight, home, check):
    page = f"{PAGE}{check.walk.uuid}/"
    assert "还没掷" in oversight.get(PAGE).text
    assert "抽出1户" in oversight.get(page).text
    assert sample_of(check.walk) is None
    done = oversight.post(page, {"thrown": "３５１"})
    assert (done.status_code, done.headers["Location"]) == (303, f"{page}?done=1")
    text, sample = oversight.get(page).text, sample_of(check.walk)
    assert [word in text for word in ("351", sample.walk_digest, home.oversight.name, "还没看", "石阶巷27号院")] == [
        True
    ] * 5
    again = oversight.get(f"{page}again/").text
    assert "刚才重算过，抽中的就是这几户" in again
    assert check.uuid in again
    assert "掷出351，抽中1户" in oversight.get(PAGE).text


def test_second_throw_is_refused_in_words_and_the_first_stands(app, oversight, home, check):
    throw(home.oversight, check)
    other = Browser(app, make_user(home.community, "oversight"))
    answer = other.post(f"{PAGE}{check.walk.uuid}/", {"thrown": "6"})
    assert answer.status_code == 409
    assert "一次巡查只掷一次" in answer.text
    assert sample_of(check.walk).thrown == "351"


def test_what_is_no_number_is_said_at_its_field_and_kept(oversight, check):
    answer = oversight.post(f"{PAGE}{check.walk.uuid}/", {"thrown": "六点"})
    assert answer.status_code == 422
    assert 'value="六点"' in answer.text
    assert "只写数字" in answer.text


def test_looked_at_page_shows_check_and_photo_and_takes_what_was_seen(app, oversight, home, check):
    throw(home.oversight, check)
    page = f"{PAGE}{check.walk.uuid}/{check.uuid}/"
    shown = oversight.get(page).text
    assert home.sha256 in shown
    sent = form(shown, **{"item-W1": "otherwise", "text-W1": "<b>已经</b>扫了", "item-W2": "same"})
    for _twice in range(2):
        done = oversight.post(page, sent)
        assert (done.status_code, done.headers["Location"]) == (303, f"{page}?done=1")
    assert db.session.query(SampleVisit).count() == 1
    text = oversight.get(page).text
    assert "&lt;b&gt;已经&lt;/b&gt;扫了" in text
    assert "已经决定过了，分数不会自己变" in text
    assert "1户看法不同" in oversight.get(PAGE).text
    assert "监督抽查，看法不同" in Browser(app, home.staff).get(f"/staff/checks/{check.uuid}/").text


def test_nothing_is_lost_when_a_word_is_missing_or_another_was_faster(app, oversight, home, check):
    throw(home.oversight, check)
    page = f"{PAGE}{check.walk.uuid}/{check.uuid}/"
    sent = form(oversight.get(page).text, **{"item-W1": "otherwise", "item-W2": "same"})
    missing = oversight.post(page, sent)
    assert missing.status_code == 422
    assert 'id="item-W2-same" value="same" checked' in missing.text
    other = Browser(app, make_user(home.community, "oversight", name="乙例"))
    other.post(page, form(other.get(page).text, **{"item-W1": "same"}))
    late = oversight.post(page, sent | {"text-W1": "箱子还在"})
    assert late.status_code == 409
    assert "乙例" in late.text
    assert 'value="箱子还在"' in late.text
    taken = oversight.post(page, form(late.text, **{"item-W1": "otherwise", "text-W1": "箱子还在"}))
    assert taken.status_code == 303


def test_relative_s_courtyard_is_shown_without_a_form_and_takes_nothing(oversight, home, check):
    throw(home.oversight, check)
    recuse(home.oversight, home.yards[0])
    page = f"{PAGE}{check.walk.uuid}/{check.uuid}/"
    shown = oversight.get(page).text
    assert "要回避" in shown
    assert 'name="item-W1"' not in shown
    token = "00000000-0000-4000-8000-000000000001"
    assert (
        oversight.post(page, {"token": token, "day": "2026-11-04", "seen": "0", "item-W1": "same"}).status_code == 403
    )
    assert oversight.post(page, {"day": "2026-11-04", "item-W1": "same"}).status_code == 400


def test_walk_of_today_waits(oversight, home):
    check = make_check(home.inspector, home.yards[1], at(TODAY.date()))
    answer = oversight.post(f"{PAGE}{check.walk.uuid}/", {"thrown": "1"})
    assert answer.status_code == 409
    assert "今天还在走" in answer.text


def test_what_was_not_drawn_and_another_community_s_is_not_there(app, oversight, home, check):
    throw(home.oversight, check)
    walk = f"{PAGE}{check.walk.uuid}/"
    assert oversight.get(f"{walk}{home.other_check.uuid}/").status_code == 404
    assert oversight.get(f"{PAGE}{home.other_check.walk.uuid}/again/").status_code == 404
    stranger = Browser(app, make_user(make_neighbourhood("别的社区").community, "oversight"))
    for path in (walk, f"{walk}again/", f"{walk}{check.uuid}/"):
        assert stranger.get(path).status_code == 404
    assert stranger.post(walk, {"thrown": "1"}).status_code == 404
    assert stranger.post(f"{walk}{check.uuid}/", {"item-W1": "same"}).status_code == 404
