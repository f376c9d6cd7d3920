"""What holds of every score, whatever was seen and done."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from tests.unit.domain.given import MONTH, RULES, check, deed
from webapp.domain.scoring.line import Kind
from webapp.domain.scoring.restoration import findings, open_findings
from webapp.domain.scoring.score import score_month

RESULTS = ("pass", "fault", "fault", "fixed", "third_party", "not_applicable", "not_assessed")
RESULTS_OF_ITEMS = some.dictionaries(
    some.sampled_from([item.code for item in RULES.items]), some.sampled_from(RESULTS), max_size=10
)
JUDGED = some.sampled_from(("whole", "lane", "weather"))
CHECKS = some.lists(some.tuples(some.integers(1, 34), some.integers(0, 23), JUDGED, RESULTS_OF_ITEMS), max_size=8).map(
    lambda rows: [check(f"c{at}", day, judged, hour, **said) for at, (day, hour, judged, said) in enumerate(rows)]
)
DEEDS = some.lists(some.tuples(some.integers(1, 31), some.integers(1, 3)), max_size=12).map(
    lambda rows: [deed(f"d{at}", day, points, "activity") for at, (day, points) in enumerate(rows)]
)


@given(CHECKS, DEEDS, some.randoms(use_true_random=False))
def test_order_of_checks_and_deeds_does_not_matter(checks, deeds, random):
    before = score_month(RULES, MONTH, checks, deeds)
    random.shuffle(checks)
    random.shuffle(deeds)
    assert score_month(RULES, MONTH, checks, deeds) == before


@given(CHECKS, DEEDS)
def test_points_stay_within_their_bounds(checks, deeds):
    result = score_month(RULES, MONTH, checks, deeds)
    assert 0 <= result.base <= 10
    assert result.bonus == min(10, sum(each.points for each in deeds))
    assert 0 <= result.total <= 20


@given(CHECKS, DEEDS)
def test_lines_add_up_to_the_total(checks, deeds):
    result = score_month(RULES, MONTH, checks, deeds)
    assert sum(line.amount for line in result.lines) == result.total == result.base + result.bonus


@given(CHECKS)
def test_every_deduction_has_a_finding_of_the_month_and_costs_its_item_once(checks):
    lines = [each for each in score_month(RULES, MONTH, checks, []).lines if each.kind == Kind.DEDUCTION]
    unrestored = {each.item for each in findings(RULES, checks) if each.month == MONTH and not each.restored_on}
    assert sorted(line.code for line in lines) == sorted(unrestored)


@given(CHECKS, some.integers(1, 31))
def test_one_more_clean_check_never_lowers_a_score(checks, day):
    before = score_month(RULES, MONTH, [check("first", 1), *checks], [])
    after = score_month(RULES, MONTH, [check("first", 1), *checks, check("more", day, hour=23)], [])
    assert after.total >= before.total


@given(CHECKS, some.integers(1, 34))
def test_what_is_offered_to_be_put_right_is_restored_by_a_clean_check_of_that_day(checks, day):
    today = check("x", day).day
    so_far = [each for each in checks if each.day < today]
    offered = open_findings(RULES, so_far, today)
    after = findings(RULES, [*so_far, check("recheck", day)])
    restored = {(each.check_id, each.item) for each in after if each.restored_by == "recheck"}
    assert {(each.check_id, each.item) for each in offered} == restored
