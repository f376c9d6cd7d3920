"""How bad, how many and other judges, from a plain form to case, score and card."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.factories.browsers import Browser
from tests.factories.checks import approve, at, make_check, make_photo
from tests.factories.communities import make_community
from tests.factories.courtyards import make_courtyard
from tests.factories.entries import photo_claim
from tests.factories.pictures import make_jpeg
from tests.factories.users import make_user, recuse
from webapp import clock
from webapp.explanations import explain
from webapp.extensions import db
from webapp.models import Check
from webapp.queries.accounts import account_of
from webapp.queries.scores import provisional_score
from webapp.queries.snapshot import snapshot
from webapp.rulebooks import load_rule_book, shipped_text

TODAY = at(dt.date(2026, 10, 7), 12)
ITEMS = ("A1", "A2", "A3", "B1")
PASSING = {f"result-{item}": "pass" for item in ITEMS}


@pytest.fixture
def community(app):
    with clock.at(TODAY):
        yield make_community(rules=shipped_text("qianfen"))


@pytest.fixture
def inspector(community):
    return make_user(community, "inspector")


@pytest.fixture
def other(community):
    return make_user(community, "inspector", name="沈慧")


@pytest.fixture
def staff(community):
    return make_user(community, "staff")


@pytest.fixture
def courtyard(community):
    return make_courtyard(community, "27", "何桂芳")


def check(inspector, courtyard, day: int, **said: dict) -> Check:
    results = [{"item": item, "result": "pass"} | said.get(item, {}) for item in ITEMS]
    return make_check(inspector, courtyard, at(dt.date(2026, 10, day), 10), results=results)


def fault(**grade) -> dict:
    return {"result": "fault", "phrases": ["门口有垃圾"], "note": "墙边" * 40, **grade}


def done(user, courtyard) -> dict | None:
    told = snapshot(user, TODAY.date(), 0)["courtyards"]
    return next(each["done"] for each in told if each["code"] == courtyard.code)


def test_plain_form_says_how_bad_and_how_many(app, inspector, courtyard):
    browser = Browser(app, inspector)
    path = f"/inspect/courtyards/{courtyard.code}/"
    page = browser.get(path).text
    assert 'name="severity-A1" id="severity-A1-slight" value="slight" checked' in page
    said = {"result-A1": "fault", "severity-A1": "serious", "result-A2": "fault", "count-A2": "3"}
    assert browser.post(path, PASSING | said).status_code == 303
    found = db.session.query(Check).one().findings
    assert [(each.item, each.severity, each.count) for each in found] == [("A1", "serious", None), ("A2", None, 3)]


def test_case_shows_how_bad_with_its_cost_and_the_other_inspector_beside(app, inspector, other, staff, courtyard):
    mine = check(inspector, courtyard, 5, A1=fault(severity="serious"), A2=fault(count=3))
    theirs = check(other, courtyard, 6, A3=fault())
    page = Browser(app, staff).get(f"/staff/checks/{mine.uuid}/").text
    for words in (
        "严重。门口有垃圾",
        "3处。门口有垃圾",
        "−100",
        "−30",
        f"{other.number}号 10月6日",
        theirs.uuid,
        "不占路",
    ):
        assert words in page, words
    assert "两人结论不同" in Browser(app, staff).get(f"/staff/checks/{theirs.uuid}/").text


def test_score_and_explanation_follow_what_was_said(inspector, staff, courtyard):
    approve(staff, check(inspector, courtyard, 1, A1=fault(severity="serious"), A2=fault(count=3)))
    score = provisional_score(account_of(courtyard, "2026-10"), "2026-10", TODAY.date())
    assert [(line.code, line.amount, line.severity, line.count) for line in score.lines[1:]] == [
        ("A1", -100, "serious", None),
        ("A2", -30, None, 3),
    ]


def test_snapshot_counts_the_others_and_none_that_took_back_or_were_rained_off(inspector, other, community, courtyard):
    third = make_user(community, "inspector")
    assert done(inspector, courtyard) is None
    make_check(third, courtyard, at(dt.date(2026, 10, 5), 9), judged="weather", obstacle="rain", results=unseen())
    assert done(inspector, courtyard) is None
    theirs = check(other, courtyard, 5)
    assert done(inspector, courtyard) == {"day": "2026-10-05", "faults": 0, "others": 1}
    check(inspector, courtyard, 6, A3=fault())
    assert done(inspector, courtyard) == {"day": "2026-10-06", "faults": 1, "others": 1}
    back = [{"item": item, "result": "withdrawn"} for item in ITEMS]
    make_check(other, courtyard, TODAY, judged="withdrawn", replaces=theirs.uuid, results=back)
    assert done(inspector, courtyard) == {"day": "2026-10-06", "faults": 1, "others": 0}


def test_snapshot_tells_what_was_found_in_few_words_and_of_whom_only_the_number(inspector, staff, other, courtyard):
    approve(staff, check(other, courtyard, 6, A1=fault(severity="plain")))
    told = snapshot(inspector, TODAY.date(), 0)
    [finding] = told["findings"]
    assert (finding["phrases"], finding["by"], len(finding["note"])) == (["门口有垃圾"], other.number, 60)
    assert told["courtyards"][0]["last"]["said"] == [{"item": "A1", "phrases": ["门口有垃圾"]}]
    assert other.name not in str(told["findings"]) + str(told["courtyards"])


def test_page_of_a_courtyard_that_another_checked_says_so_and_keeps_the_result(app, inspector, other, courtyard):
    check(other, courtyard, 6, A3=fault())
    page = Browser(app, inspector).get(f"/inspect/courtyards/{courtyard.code}/").text
    assert "这周已经有1个人查过" in page
    assert 'class="item is-fault"' not in page
    assert "门口有垃圾" not in page.split('id="item-A3"')[1].split("sheet")[0]


def unseen() -> list[dict]:
    return [{"item": item, "result": "not_assessed"} for item in ITEMS]


def test_photo_of_a_finding_is_seen_by_who_walks_there_while_it_can_be_put_right(
    app, inspector, other, staff, courtyard
):
    data = make_jpeg()
    sha256 = make_photo(inspector.community, data)
    approve(staff, check(other, courtyard, 6, A1=fault(photos=[photo_claim(sha256, len(data))])))
    path = f"/inspect/photos/{sha256}"
    stranger = make_user(make_community("别的社区"), "inspector")
    kin = make_user(inspector.community, "inspector")
    recuse(kin, courtyard)
    assert Browser(app, inspector).get(path).mimetype == "image/jpeg"
    assert [Browser(app, who).get(path).status_code for who in (stranger, kin)] == [404, 404]
    with clock.at(TODAY + dt.timedelta(days=4)):
        assert Browser(app, inspector).get(path).status_code == 404


def test_card_says_how_bad_before_the_inspectors_words(app, inspector, staff, courtyard):
    approve(staff, check(inspector, courtyard, 1, A1=fault(severity="serious"), A2=fault(count=3)))
    score = provisional_score(account_of(courtyard, "2026-10"), "2026-10", TODAY.date())
    with app.test_request_context(headers={"Accept-Language": "en"}):
        rows = explain(load_rule_book(shipped_text("qianfen")), score.lines)
    assert [row.said.split(",")[0] for row in rows[1:]] == ["Serious", "3 places"]
