"""The verification report on paper: what was found, the roots, room to sign, and the way to the board."""

from __future__ import annotations

import pytest

from tests.factories.browsers import Browser
from tests.factories.courtyards import account_of
from tests.factories.jobs import work_off
from tests.factories.neighbourhoods import MONTH, TODAY, make_neighbourhood_today
from tests.factories.papers import Paper, read_pdf
from tests.factories.tampering import tamper
from tests.factories.users import make_user
from webapp import clock
from webapp.extensions import db
from webapp.models import Publication
from webapp.paper.notice import Fingerprint

PAGE = "/oversight/verify/"


@pytest.fixture
def home(app, scenes):
    with clock.at(TODAY):
        yield scenes.play(app, make_neighbourhood_today)


@pytest.fixture
def oversight(app, home) -> Browser:
    return Browser(app, home.oversight)


def ordered(app, browser: Browser, month: str = "") -> tuple[str, Paper]:
    """Where the paper lies, and what it says."""
    started = browser.post(f"{PAGE}report", {"month": month})
    assert started.status_code == 303
    waiting = browser.get(started.headers["Location"]).text
    assert ("data-reload" in waiting, f'class="tool back" href="{PAGE}"' in waiting) == (True, True)
    work_off(app)
    db.session.rollback()
    *_, token, _ = started.headers["Location"].split("/")
    place = f"/oversight/paper/{token}.pdf"
    assert place in browser.get(started.headers["Location"]).text
    answer = browser.get(place)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return place, read_pdf(answer.data)


def test_title_says_that_the_report_is_ready(app, oversight):
    page = oversight.post(f"{PAGE}report", {"month": ""}).headers["Location"]
    assert "<title>正在排版" in oversight.get(page).text
    work_off(app)
    assert "<title>印好了" in oversight.get(page).text


def test_report_says_that_all_holds_by_whom_when_and_with_which_roots(app, oversight, home):
    root = db.session.query(Publication).one().root
    _place, paper = ordered(app, oversight)
    assert paper.sizes == [(210, 297)]
    for words in (
        "核对报告 示例社区",
        "2026年11月5日 10:00",
        "所有公示过的月份",
        "结果：都对得上",
        "规则1版、账6笔、兑换0次、公示1次、1个月、得分3个、原文4份、照片2张",
        f"谁点的核对 {home.oversight.name}",
        "Sanbao 0.",
        "到第6笔",
        "主任",
    ):
        assert words in paper.text, words
    assert Fingerprint(root).groups.replace(" ", "") in paper.text.replace(" ", "")
    assert paper.text.count("委员 日期") == 3
    assert paper.codes == [f"http://localhost/c/{home.community.slug}/"]


def test_report_tells_what_does_not_hold(app, oversight, home):
    tamper("UPDATE score SET total = 20 WHERE account_id = :account", account=account_of(home.yards[0]).id)
    _place, paper = ordered(app, oversight, MONTH)
    assert "10月起公示过的月份" in paper.text
    assert "结果：1处对不上" in paper.text
    assert "石阶巷27，得分，合计：应该是12，现在是20" in paper.text


def test_report_speaks_the_reader_s_language(app, oversight, home):
    home.oversight.language = "en"
    db.session.commit()
    _place, paper = ordered(app, oversight)
    assert "Verification report" in paper.text
    assert "都对得上" not in paper.text


def test_report_is_for_who_ordered_it(app, oversight, home):
    place, _paper = ordered(app, oversight)
    assert Browser(app, make_user(home.community, "oversight")).get(place).status_code == 404
    assert oversight.post(f"{PAGE}report", {"month": "2026-11"}).status_code == 400
