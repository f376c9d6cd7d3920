"""How a month is scored: cases worked by hand."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

from tests.unit.domain.given import MONTH, RULES, check, deed, october
from webapp.domain.scoring.line import Kind, Line
from webapp.domain.scoring.observation import ItemResult
from webapp.domain.scoring.score import AccountScore, score_month


def score(*checks, deeds=(), today=None) -> AccountScore:
    return score_month(RULES, MONTH, checks, deeds, today)


def brief(result: AccountScore) -> list[tuple]:
    return [(line.kind, line.code, line.amount) for line in result.lines]


def test_clean_month_without_deeds_is_ten():
    result = score(check("a", 5), check("b", 12), check("c", 19), check("d", 26))
    assert result == AccountScore(True, 10, 0, 10, (Line(Kind.BASE, "base", 10),))


def test_worked_example_of_the_card():
    """27 Stone Step Lane in October: goods at the gate cost 1, waste water was put right, eight points of deeds.

    10 − 1 (O1 on the 16th, still there on the 23rd) + 0 (W1 on the 9th, put right on the 11th) + 4 + 1 + 3 = 17.
    """
    deeds = [deed(f"v{day}", day) for day in (3, 10, 17, 24)]
    deeds += [deed("s", 12, kind="suggestion"), deed("x", 20, points=3, kind="activity")]
    result = score(
        check("c09", 9, W1="fault"),
        check("c11", 11),
        check("c16", 16, O1="fault"),
        check("c23", 23, O1="fault"),
        check("c30", 30),
        deeds=deeds,
    )
    assert (result.assessed, result.base, result.bonus, result.total) == (True, 9, 8, 17)
    assert brief(result) == [
        ("base", "base", 10),
        ("restored", "W1", 0),
        ("deduction", "O1", -1),
        ("bonus", "volunteering", 1),
        ("bonus", "volunteering", 1),
        ("bonus", "suggestion", 1),
        ("bonus", "volunteering", 1),
        ("bonus", "activity", 3),
        ("bonus", "volunteering", 1),
    ]
    put_right, lost = result.lines[1:3]
    assert (put_right.day, put_right.restored_on, put_right.restored_by) == (october(9), october(11), "c11")
    assert lost.sources == ("c16", "c23")


def test_item_faulty_in_every_week_costs_its_point_once():
    assert score(*(check(str(day), day, W2="fault") for day in (5, 12, 19, 26))).total == 9


def test_two_items_cost_two_points():
    assert score(check("a", 5, W2="fault", O4="fault")).total == 8


def test_all_items_faulty_leaves_no_base_point():
    assert score(check("a", 5, **{item.code: "fault" for item in RULES.items})).total == 0


def test_recheck_on_third_day_restores_and_on_fourth_does_not():
    assert score(check("a", 5, W1="fault"), check("b", 8)).total == 10
    assert score(check("a", 5, W1="fault"), check("b", 9)).total == 9


def test_recheck_later_on_the_same_day_restores_and_earlier_does_not():
    assert score(check("a", 5, hour=9, W1="fault"), check("b", 5, hour=16)).total == 10
    assert score(check("a", 5, hour=16, W1="fault"), check("b", 5, hour=9)).total == 9


def test_check_at_the_same_instant_is_no_recheck_whatever_its_id():
    for found, clean in (("a", "b"), ("b", "a")):
        assert brief(score(check(found, 9, W1="fault"), check(clean, 9))) == [
            ("base", "base", 10),
            ("deduction", "W1", -1),
        ]


def test_recheck_in_november_restores_a_finding_of_october_and_counts_for_nothing_else():
    result = score(check("a", 30, W1="fault"), check("b", 33, O2="fault"))
    assert result.total == 10
    assert brief(result) == [("base", "base", 10), ("restored", "W1", 0)]


def test_finding_of_september_costs_nothing_in_october():
    assert score(check("a", 0, W1="fault"), check("b", 7)).total == 10


def test_one_unrestored_finding_costs_the_point_though_another_was_restored():
    result = score(check("a", 5, W1="fault"), check("b", 7), check("c", 20, W1="fault"))
    assert brief(result) == [("base", "base", 10), ("deduction", "W1", -1), ("restored", "W1", 0)]


def test_recheck_that_sees_the_fault_again_restores_nothing_and_may_be_put_right_itself():
    """Seen on the 5th and the 7th, gone on the 9th: too late for the first finding, in time for the second."""
    result = score(check("a", 5, W1="fault"), check("b", 7, W1="fault"), check("c", 9))
    assert result.total == 9
    assert result.lines[1].sources == ("a",)


def test_put_right_on_the_spot_third_party_and_not_applicable_cost_nothing_and_are_told():
    result = score(check("a", 5, W1="fixed", W2="third_party", W3="not_applicable"))
    assert result.total == 10
    assert brief(result)[1:] == [("no_cost", "W1", 0), ("no_cost", "W2", 0), ("no_cost", "W3", 0)]
    assert [line.result for line in result.lines[1:]] == ["fixed", "third_party", "not_applicable"]


def test_same_result_without_cost_in_every_week_is_told_once_with_all_its_evidence():
    result = score(*(check(str(day), day, W3="not_applicable") for day in (5, 12, 19)))
    assert [line.sources for line in result.lines[1:]] == [("5", "12", "19")]


def test_fixed_at_recheck_restores():
    assert score(check("a", 5, W1="fault"), check("b", 7, W1="fixed")).total == 10


def test_recheck_that_does_not_assess_the_item_restores_nothing():
    assert score(check("a", 5, W1="fault"), check("b", 7, "lane", W1="not_assessed", O3="not_assessed")).total == 9
    assert score(check("a", 5, W1="fault"), check("b", 7, W1="third_party")).total == 9


def test_unassessed_item_of_a_locked_courtyard_keeps_its_point():
    result = score(check("a", 5, "lane", W1="not_assessed", O3="not_assessed", O2="fault"))
    assert (result.assessed, result.total) == (True, 9)


def test_weather_check_neither_counts_nor_restores():
    nothing_judged = {item.code: "not_assessed" for item in RULES.items}
    assert not score(check("a", 5, "weather", **nothing_judged)).assessed
    assert score(check("a", 5, W1="fault"), check("b", 6, "weather", **nothing_judged)).total == 9
    assert score(check("a", 5, W1="fault"), check("b", 6, "weather")).total == 9


def test_month_without_check_is_not_assessed_and_has_no_base():
    result = score()
    assert result == AccountScore(False, 0, 0, 0, ())


def test_deeds_are_credited_in_a_month_that_is_not_assessed():
    result = score(deeds=[deed("v", 3)])
    assert (result.assessed, result.base, result.bonus) == (False, 0, 1)
    assert brief(result) == [("bonus", "volunteering", 1)]


def test_dormant_item_costs_nothing():
    """Plants rest from December to February."""
    december = dt.date(2026, 12, 7)
    said = (ItemResult("G1", "fault"), ItemResult("G2", "fault"))
    winter = dataclasses.replace(check("a", 5), month="2026-12", day=december, results=said)
    result = score_month(RULES, "2026-12", [winter], [])
    assert brief(result) == [("base", "base", 10), ("deduction", "G2", -1)]


def test_item_that_the_rule_book_does_not_have_costs_nothing():
    assert score(check("a", 5, Z9="fault")).total == 10


def test_bonus_over_the_cap_is_cut_and_the_cap_names_what_it_cut():
    """3 + 3 + 3 + 3 = 12: of the fourth one point is left, and the deed after it counts nothing."""
    deeds = [deed(f"x{day}", day, points=3, kind="activity") for day in (2, 9, 16, 23)] + [deed("v", 30)]
    result = score(check("a", 5), deeds=deeds)
    assert (result.base, result.bonus, result.total) == (10, 10, 20)
    cap = result.lines[-1]
    assert (cap.kind, cap.code, cap.amount, cap.sources) == ("cap", "bonus_cap", -3, ("x23", "v"))


def test_bonus_that_just_reaches_the_cap_is_not_cut():
    deeds = [deed(f"v{day}", day) for day in range(1, 11)]
    result = score(check("a", 5), deeds=deeds)
    assert result.total == 20
    assert all(line.kind != Kind.CAP for line in result.lines)


def test_running_month_says_until_when_a_point_can_be_restored():
    result = score(check("a", 20, W1="fault"), today=october(22))
    assert (result.total, result.lines[1].until) == (9, october(23))
    assert score(check("a", 20, W1="fault"), today=october(23)).lines[1].until == october(23)
    assert score(check("a", 20, W1="fault"), today=october(24)).lines[1].until is None


def test_point_lost_for_good_is_not_offered_by_a_newer_finding():
    result = score(check("a", 10, W1="fault"), check("b", 20, W1="fault"), today=october(21))
    assert result.lines[1].until is None


def test_point_with_two_open_findings_is_offered_until_the_earlier_day():
    result = score(check("a", 19, W1="fault"), check("b", 20, W1="fault"), today=october(21))
    assert result.lines[1].until == october(22)


def test_deduction_carries_what_was_said_and_photographed_of_its_first_finding():
    said = ItemResult("W1", "fault", "门口三袋", ("门口有垃圾",), ("ab" * 32,))
    seen = dataclasses.replace(check("a", 5), results=(said,))
    line = score(seen).lines[1]
    assert (line.note, line.phrases, line.photos, line.result) == (said.note, said.phrases, said.photos, "fault")


def test_lines_come_back_from_json_as_they_were():
    result = score(check("a", 20, W1="fault"), check("b", 21), check("c", 25, W2="fault"), today=october(26))
    stored = json.loads(json.dumps([line.as_data() for line in result.lines]))
    assert tuple(Line.from_data(data) for data in stored) == result.lines
