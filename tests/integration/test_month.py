"""A month from its checks to its publication, on a real database, against figures worked out by hand."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from tests.factories.checks import approve, at, make_check
from tests.factories.courtyards import account_of, make_courtyard
from tests.factories.deeds import make_deed
from tests.factories.entries import ITEMS
from tests.factories.users import make_user
from webapp import clock
from webapp.domain.months.cycle import NotAllowed
from webapp.extensions import db
from webapp.models import LedgerEntry, Month, Publication, Score
from webapp.operations.confirm_month import confirm_month
from webapp.operations.publish_month import publish_month
from webapp.operations.review_month import review_month
from webapp.operations.score_month import score_month
from webapp.operations.stop_month import stop_month
from webapp.queries.ledger import chain_break, postings
from webapp.queries.scores import provisional_score

FAULT = {"result": "fault", "phrases": ["门口有垃圾"]}
MONTH = "2026-10"
AFTER = dt.datetime(2026, 11, 2, 2, tzinfo=dt.UTC)


@pytest.fixture
def people(community):
    """Inspector, staff, oversight."""
    return [make_user(community, role) for role in ("inspector", "staff", "oversight")]


def october(day: int, hour: int = 10) -> dt.datetime:
    return at(dt.date(2026, 10, day), hour)


@pytest.fixture
def scored(community, people):
    """Three courtyards: 27 loses two points, keeps one that was put right, earns two; 29 is clean; 31 not assessed."""
    inspector, staff, _ = people
    first, second, third = (make_courtyard(community, number) for number in ("27", "29", "31"))
    faults = {"W1": FAULT, "O1": FAULT, "G2": FAULT}
    for check in (
        make_check(inspector, first, october(5), faults),
        make_check(inspector, first, october(7), {"W1": FAULT}),  # G2 and O1 put right on the second day
        make_check(inspector, first, october(12), {"O1": FAULT}),
        make_check(inspector, second, october(5)),
        make_check(inspector, third, october(5), judged="weather", obstacle="rain", **_nothing()),
    ):
        assert approve(staff, check).refusal is None
    make_deed(first, dt.date(2026, 10, 6))
    make_deed(first, dt.date(2026, 10, 20), kind="suggestion")
    with clock.at(AFTER):
        score_month(staff, MONTH)
    return first, second, third


def _nothing() -> dict:
    return {"results": [{"item": item, "result": "not_assessed"} for item in ITEMS]}


def score_of(courtyard) -> Score:
    return db.session.query(Score).filter_by(account_id=account_of(courtyard).id).one()


def publish(people) -> Publication:
    _, staff, oversight = people
    with clock.at(AFTER):
        review_month(staff, MONTH)
        confirm_month(oversight, MONTH, "抽查三户，一致")
        return publish_month(staff, MONTH)


def test_scores_are_those_worked_out_by_hand(scored):
    first, second, third = (score_of(each) for each in scored)
    # 10 − W1 (5 October, still there on the 7th) − O1 (12 October) + 1 volunteering + 1 suggestion
    assert (first.assessed, first.base, first.bonus, first.total) == (True, 8, 2, 10)
    assert (second.assessed, second.base, second.bonus, second.total) == (True, 10, 0, 10)
    assert third.assessed is False
    assert sum(line["amount"] for line in first.lines) == first.total


def test_publication_posts_one_entry_per_line_that_moves_points(scored, community, people):
    publication = publish(people)
    account = account_of(scored[0])
    posted = [each.entry for each in postings(community.id) if each.entry.account == account.id]
    entries = [(entry.kind, entry.code, entry.amount) for entry in posted]
    assert entries == [
        ("base", "base", 10),
        ("deduction", "W1", -1),
        ("deduction", "O1", -1),
        ("bonus", "volunteering", 1),
        ("bonus", "suggestion", 1),
    ]
    assert chain_break(community.id) is None
    assert {row.publication_id for row in db.session.query(LedgerEntry)} == {publication.id}


def test_published_document_masks_names_and_says_not_assessed_without_figures(scored, people):
    document = json.loads(publish(people).document)
    rows = document["lanes"][0]["rows"]
    assert [(row["number"], row["name"], row["total"]) for row in rows] == [
        ("27", "何**", 10),
        ("29", "何**", 10),
        ("31", "何**", None),
    ]
    assert (document["courtyards"], document["assessed"], document["restored"]) == (3, 2, 2)
    assert document["open_until"] == "2026-11-07"


def test_publishing_twice_is_refused_and_posts_nothing_more(scored, people):
    publish(people)
    before = db.session.query(LedgerEntry).count()
    with pytest.raises(NotAllowed, match="wrong_state"), clock.at(AFTER):
        publish_month(people[1], MONTH)
    assert db.session.query(LedgerEntry).count() == before


def test_nobody_confirms_what_they_scored(scored, community, people):
    both = make_user(community, "staff", "oversight")
    with clock.at(AFTER):
        review_month(both, MONTH)
        with pytest.raises(NotAllowed, match="own_review"):
            confirm_month(both, MONTH)
        confirm_month(people[2], MONTH)
    assert db.session.query(Month).filter_by(name=MONTH).one().state == "confirmed"


def test_each_step_belongs_to_its_role(scored, people):
    inspector, staff, oversight = people
    with clock.at(AFTER):
        for actor, step in ((oversight, review_month), (inspector, review_month), (staff, confirm_month)):
            with pytest.raises(NotAllowed):
                step(actor, MONTH)


def test_month_sent_back_needs_a_reason_and_opens_again(scored, people):
    _, staff, oversight = people
    with clock.at(AFTER):
        review_month(staff, MONTH)
        with pytest.raises(NotAllowed, match="no_reason"):
            stop_month(oversight, MONTH, "  ")
        stop_month(oversight, MONTH, "31号没有查")
        month = db.session.query(Month).filter_by(name=MONTH).one()
        assert month.state == "open"
        score_month(staff, MONTH)
    assert [step.action for step in month.steps] == ["score", "review", "stop", "score"]


def test_late_check_returns_a_scored_month_to_open(scored, people):
    make_check(people[0], scored[2], october(30))
    assert db.session.query(Month).filter_by(name=MONTH).one().state == "open"


def test_check_after_confirmation_becomes_an_adjustment_of_the_earliest_open_month(scored, people):
    publish(people)
    late = make_check(people[0], scored[2], AFTER, day="2026-10-30", **_saved(october(30)))
    assert (late.late, late.month) == (True, "2026-11")


DECEMBER = dt.datetime(2026, 12, 2, 2, tzinfo=dt.UTC)


def november_lines(courtyard) -> tuple[list[tuple], int]:
    """The lines of November's kept score as kind, code and amount, and its total."""
    score = db.session.query(Score).filter_by(account_id=account_of(courtyard).id).order_by(Score.id.desc()).first()
    return [(line["kind"], line["code"], line["amount"]) for line in score.lines], score.total


def test_late_fault_costs_its_point_in_the_open_month_beside_that_months_total(scored, people):
    inspector, staff, _ = people
    publish(people)
    late = make_check(inspector, scored[1], AFTER, {"W2": FAULT}, day="2026-10-30", **_saved(october(30)))
    approve(staff, late, AFTER + dt.timedelta(hours=1))
    approve(staff, make_check(inspector, scored[1], at(dt.date(2026, 11, 10))))
    with clock.at(DECEMBER):
        score_month(staff, "2026-11")
    assert november_lines(scored[1]) == ([("base", "base", 10), ("adjustment", MONTH, -1)], 10)


def test_late_check_that_puts_right_gives_the_point_back(scored, people):
    inspector, staff, _ = people
    publish(people)
    late = make_check(inspector, scored[0], AFTER, day="2026-10-13", **_saved(october(13)))
    approve(staff, late, AFTER + dt.timedelta(hours=1))
    with clock.at(DECEMBER):
        score_month(staff, "2026-11")
    assert november_lines(scored[0]) == ([("adjustment", MONTH, 1)], 0)


def _saved(when: dt.datetime) -> dict:
    return {"opened_at": clock.milliseconds(when) - 20_000, "saved_at": clock.milliseconds(when)}


def test_finding_put_right_across_the_months_end_keeps_its_point(community, people):
    inspector, staff, _ = people
    courtyard = make_courtyard(community, "35-1")
    for check in (
        make_check(inspector, courtyard, october(30), {"W1": FAULT}),
        make_check(inspector, courtyard, at(dt.date(2026, 11, 2))),
    ):
        approve(staff, check)
    with clock.at(AFTER + dt.timedelta(days=1)):
        score_month(staff, MONTH)
    [score] = db.session.query(Score).all()
    assert (score.base, [line["kind"] for line in score.lines]) == (10, ["base", "restored"])


def test_provisional_score_says_until_when_putting_right_helps(community, people):
    inspector, staff, _ = people
    courtyard = make_courtyard(community, "27")
    approve(staff, make_check(inspector, courtyard, october(5), {"W1": FAULT}))
    score = provisional_score(account_of(courtyard), MONTH, dt.date(2026, 10, 6))
    assert score.total == 9
    assert [line.until for line in score.lines if line.amount < 0] == [dt.date(2026, 10, 8)]
    assert db.session.query(Score).count() == 0


def test_two_approved_successors_of_one_check_must_be_settled_before_scoring(community, people):
    inspector, staff, _ = people
    courtyard = make_courtyard(community, "27")
    first = make_check(inspector, courtyard, october(5))
    for hour in (11, 12):
        approve(staff, make_check(inspector, courtyard, october(5, hour), {"W1": FAULT}, replaces=first.uuid))
    with pytest.raises(NotAllowed, match="ambiguous_checks"), clock.at(AFTER):
        score_month(staff, MONTH)


def test_month_to_come_can_not_be_scored(people):
    with pytest.raises(NotAllowed, match="not_begun"), clock.at(AFTER):
        score_month(people[1], "2031-01")
    assert db.session.query(Month).count() == 0


def test_recheck_approved_after_scoring_opens_the_month_before_again(community, people):
    inspector, staff, _ = people
    courtyard = make_courtyard(community, "27")
    approve(staff, make_check(inspector, courtyard, october(31), {"W1": FAULT}))
    recheck = make_check(inspector, courtyard, at(dt.date(2026, 11, 2)))
    with clock.at(AFTER):
        score_month(staff, MONTH)
    approve(staff, recheck)
    with clock.at(AFTER):
        assert db.session.query(Month).filter_by(name=MONTH).one().state == "open"
        score_month(staff, MONTH)
    assert db.session.query(Score).one().base == 10
