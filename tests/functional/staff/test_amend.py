"""Approving a check with less than the inspector said, as staff do it on the page for it."""

from __future__ import annotations

import pytest

from tests.factories.browsers import Browser
from tests.factories.users import make_user, recuse
from webapp.domain.scoring.amendment import Amendment, Change
from webapp.extensions import db
from webapp.models import Check, Finding, Month, Review
from webapp.operations.score_month import score_month
from webapp.queries.scores import kept_scores

WHY = "纸箱是路过的人放的"


def page_of(check: Check) -> str:
    return f"/staff/checks/{check.uuid}/amend/"


def amend(desk: Browser, check: Check, seen: str = "complete", text: str = WHY, **items: str):
    return desk.post(page_of(check), {"seen": seen, "text": text, **items})


def state_of(check: Check) -> str:
    db.session.expire_all()
    return db.session.query(Check.state).filter_by(uuid=check.uuid).scalar()


def test_the_case_leads_there_only_where_a_fault_can_be_amended(desk, office):
    found, clean, _ = office.checks
    assert page_of(found) in desk.get(f"/staff/checks/{found.uuid}/").text
    assert page_of(clean) not in desk.get(f"/staff/checks/{clean.uuid}/").text
    assert "没有可以改的" in desk.get(page_of(clean)).text


def test_an_amended_check_is_approved_counts_as_less_and_keeps_what_was_said(desk, office):
    check = office.checks[0]
    page = desk.get(page_of(check)).text
    for words in ("地面干净", "门口有垃圾。纸箱", "照巡查员说的，−1分", "别人造成", "审核认为不算"):
        assert words in page, words
    answer = amend(desk, check, W1="third_party")
    assert (answer.status_code, state_of(check)) == (303, "approved")
    assert "27号已通过" in desk.get(answer.location).text
    kept = db.session.query(Check).filter_by(uuid=check.uuid).one()
    assert Amendment.from_text(kept.amendment) == Amendment((Change("W1", "third_party"),), WHY)
    assert [each.result for each in db.session.query(Finding).filter_by(check_id=kept.id)] == ["fault"]
    review = db.session.query(Review).one()
    assert (review.decision, review.text, review.amendment) == ("amend", WHY, kept.amendment)
    case = desk.get(f"/staff/checks/{check.uuid}/").text
    for words in ("改判：别人造成", "改判通过了", WHY):
        assert words in case, words


def test_its_score_says_what_was_amended(desk, office):
    for check in office.checks[1:]:
        desk.post(f"/staff/checks/{check.uuid}/", {"do": "approve", "seen": "complete"})
    amend(desk, office.checks[0], W1="third_party")
    assert score_month(office.staff, "2026-10") is None
    scored = kept_scores(db.session.query(Month).one())
    assert [each.score.total for each in scored] == [10, 10, 9]
    page = desk.get(f"/staff/months/2026-10/accounts/{scored[0].account.id}/").text
    assert f"审核改判：{WHY}" in page


def test_taking_it_back_makes_it_what_the_inspector_said(desk, office):
    check = office.checks[0]
    amend(desk, check, W1="dismissed")
    assert desk.post(f"/staff/checks/{check.uuid}/", {"do": "reopen", "seen": "approved"}).status_code == 303
    assert state_of(check) == "complete"
    assert db.session.query(Check.amendment).filter_by(uuid=check.uuid).scalar() == ""


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "没有改任何一项"),
        ({"W1": "pass"}, "只能改轻"),
        ({"W1": "severity gone"}, "只能改轻"),
        ({"W1": "count 99999999999"}, "只能改轻"),
        ({"W1": "dismissed", "text": "  "}, "写一句为什么改"),
    ],
)
def test_what_can_not_be_taken_is_told_and_nothing_is_lost(desk, office, sent, told):
    check = office.checks[0]
    answer = amend(desk, check, **sent)
    assert (answer.status_code, state_of(check)) == (422, "complete")
    assert told in answer.text
    if sent.get("W1") == "dismissed":
        assert 'value="dismissed" selected' in answer.text
    elif sent:
        assert WHY in answer.text


def test_an_item_that_passed_can_not_be_amended(desk, office):
    answer = amend(desk, office.checks[0], W2="dismissed")
    assert (answer.status_code, "没有改任何一项" in answer.text) == (422, True)


def test_of_two_at_once_the_second_is_told(desk, office, app):
    check = office.checks[0]
    other = Browser(app, make_user(office.community, "staff"))
    assert amend(desk, check, W1="dismissed").status_code == 303
    late = amend(other, check, W1="fixed")
    assert (late.status_code, "别人刚刚改过" in late.text) == (409, True)
    assert db.session.query(Review).count() == 1


def test_a_second_tap_changes_nothing(desk, office):
    check = office.checks[0]
    assert [amend(desk, check, W1="dismissed").status_code for _ in range(2)] == [303, 303]
    assert db.session.query(Review).count() == 1


def test_whoever_may_not_decide_may_not_amend(app, office):
    check = office.checks[0]
    related = make_user(office.community, "staff")
    recuse(related, check.courtyard)
    answer = amend(Browser(app, related), check, W1="dismissed")
    assert (answer.status_code, state_of(check)) == (403, "complete")


def test_unknown_and_foreign_checks_are_not_there(desk):
    assert desk.get("/staff/checks/00000000-0000-7000-8000-000000000000/amend/").status_code == 404
    assert desk.post("/staff/checks/00000000-0000-7000-8000-000000000000/amend/", {}).status_code == 404
