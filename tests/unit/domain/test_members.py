"""What rolls up from members to their household or team, and what the budget leaves of it."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.unit.domain.given import check
from tests.unit.domain.small_book import DEED, LABEL, breach, bucket, small_book
from webapp.domain.ledger.replay import replay
from webapp.domain.scoring.carried import NOTHING
from webapp.domain.scoring.evaluation import Before, Events, Subject, evaluate
from webapp.domain.scoring.observation import DeedClaim
from webapp.domain.scoring.score import score_month

MONTH = "2026-10"
HOME, ONE, OTHER = 1, 2, 3
FAMILY = (Subject(HOME, "household"), Subject(ONE, "person", "", HOME), Subject(OTHER, "person", "", HOME))
GIFTS = DEED | {"code": "gift", "bucket": "gifts"}
BUCKETS = [bucket("points"), bucket("gifts")]


def did(kind: str, points: int = 0, day: int = 5) -> DeedClaim:
    return DeedClaim(f"{kind}-{points}-{day}", kind, dt.date(2026, 10, day), points)


def closed(book, **claims):
    events = {
        account: Events(claims=tuple(found)) for account, found in zip((ONE, OTHER), claims.values(), strict=True)
    }
    [month] = replay(book, FAMILY, [(MONTH, events)])
    return month


@pytest.mark.parametrize(("keeps", "whose"), [("parent", HOME), ("member", ONE)])
def test_what_follows_from_a_breach_falls_on_whoever_keeps_the_points(keeps, whose):
    book = small_book(
        roll_up={"to": "household", "keeps": keeps},
        breaches=[breach("fire", ban=3, zero="points")],
    )
    month = closed(book, one=[did("help", 50), did("fire")], other=[did("help", 7)])
    assert month.balances[whose, "points"] == 0
    banned = {account for account, score in month.scores.items() if score.carried.is_banned("2027-01")}
    assert banned == {ONE, whose}


def test_each_bucket_of_a_member_goes_to_the_same_bucket_of_the_household():
    book = small_book(roll_up={"to": "household"}, buckets=BUCKETS, deeds=[DEED, GIFTS])
    month = closed(book, one=[did("help", 5), did("gift", 20)], other=[did("gift", 3)])
    assert month.balances == {(HOME, "points"): 5, (HOME, "gifts"): 23}


@pytest.mark.parametrize(("by", "brought"), [("sum", [5, 20, 0, 3]), ("average", [2, 11]), ("best", [5, 20])])
def test_sum_average_and_best_of_members(by, brought):
    book = small_book(roll_up={"to": "household", "by": by}, buckets=BUCKETS, deeds=[DEED, GIFTS])
    month = closed(book, one=[did("help", 5), did("gift", 20)], other=[did("gift", 3)])
    assert [line.amount for line in month.scores[HOME].lines] == brought


def test_members_are_neither_rated_nor_commended_beside_the_household_that_has_their_points():
    rating = {"code": "star", "label": LABEL, "levels": [{"code": "all", "label": LABEL, "otherwise": True}]}
    book = small_book(roll_up={"to": "household"}, ratings=[rating], commendation={"top": 9, "minimum": 0})
    month = closed(book, one=[did("help", 5)], other=[])
    assert (month.commended, month.levels) == ({HOME}, {"star": {HOME: "all"}})


def test_budget_takes_from_each_bucket_what_was_earned_in_it():
    """20 in points and 60 in gifts, 40 left: half of each."""
    book = small_book(buckets=BUCKETS, deeds=[DEED, GIFTS], budget={"points": 40})
    events = {ONE: Events(claims=(did("help", 20), did("gift", 60)))}
    score = evaluate(book, MONTH, FAMILY[1:2], events, Before())[ONE]
    assert {line.bucket: line.amount for line in score.lines if line.code == "budget"} == {None: -10, "gifts": -30}


def test_budget_of_a_span_counts_deeds_and_no_base():
    """A base of 100 each, 30 of 50 used in October: 20 are left for November."""
    book = small_book(roll_up={"to": "household"}, base={"full": 100}, budget={"points": 50, "per": "quarter"})
    october, november = (Events(claims=(did("help", points),)) for points in (30, 45))
    months = replay(book, FAMILY, [("2026-10", {ONE: october}), ("2026-11", {ONE: november})])
    assert [month.scores[HOME].total for month in months] == [230, 220]


def test_base_of_a_year_is_given_in_the_first_month_that_is_assessed():
    item = {"code": "A", "group": "G", "short": LABEL, "sentence": LABEL, "fault": LABEL, "from_lane": True}
    book = small_book(
        subject="courtyard",
        base={"full": 100, "item_cost": 1, "every": "year"},
        items=[item],
        groups=[{"code": "G", "label": LABEL}],
    )
    unassessed = score_month(book, "2026-09", [], [], carried=NOTHING)
    first = score_month(book, MONTH, [check("a", 5)], [], carried=unassessed.carried)
    second = score_month(book, "2026-11", [check("b", 40)], [], carried=first.carried)
    new_year = score_month(book, "2027-01", [check("c", 96)], [], carried=second.carried)
    assert [each.base for each in (unassessed, first, second, new_year)] == [0, 100, 0, 100]


def test_base_of_the_parent_is_given_once_and_its_floor_holds_for_what_the_members_brought():
    """20 + 5 − 40 = −15, raised by 15; a member neither starts from the base nor is raised."""
    book = small_book(
        roll_up={"to": "household", "base": "parent"},
        base={"full": 20},
        floor=0,
        breaches=[breach("fire", points=40)],
    )
    month = closed(book, one=[did("help", 5)], other=[did("fire")])
    home, one, other = (month.scores[account] for account in (HOME, ONE, OTHER))
    assert [(str(line.kind), line.amount) for line in home.lines] == [
        ("base", 20),
        ("member", 5),
        ("member", -40),
        ("floor", 15),
    ]
    assert (home.assessed, home.total, one.total, other.total) == (True, 0, 5, -40)
    assert month.balances == {(HOME, "points"): 0}


def test_parent_without_a_member_starts_from_its_base_all_the_same():
    book = small_book(roll_up={"to": "household", "base": "parent"}, base={"full": 60, "every": "year"})
    months = replay(book, FAMILY[:1], [("2026-10", {}), ("2026-11", {}), ("2027-01", {})])
    assert [(month.scores[HOME].assessed, month.scores[HOME].total) for month in months] == [
        (True, 60),
        (True, 0),
        (True, 60),
    ]


def test_veto_of_a_member_stays_with_a_parent_that_is_raised_to_the_floor():
    book = small_book(
        roll_up={"to": "household", "base": "parent"},
        floor=0,
        veto=True,
        breaches=[breach("fire", points=9), breach("fight", points=0, veto=True)],
    )
    month = closed(book, one=[did("fire"), did("fight")], other=[])
    assert (month.scores[HOME].vetoed, month.scores[HOME].total) == (True, 0)
