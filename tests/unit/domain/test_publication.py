"""What the board shows of a month."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hypothesis import given
from hypothesis import strategies as some

from tests.unit.domain.given import MONTH, RULES, check, deed
from webapp.domain.months.publication import Heading, Row, document_digest, document_text, publish
from webapp.domain.rules.ratings import Commendation
from webapp.domain.scoring.rating import commended
from webapp.domain.scoring.score import score_month

HEADING = Heading("shili", MONTH, 1, 4, dt.date(2026, 11, 20), dt.date(2026, 11, 25))
TEN_DEEDS = [deed(f"v{day}", day) for day in range(1, 11)]


def row(account: int, lane: str, number: str, holder: str, *checks, deeds=()) -> Row:
    position = {"石阶巷": 1, "竹坡巷": 2}[lane]
    return Row(account, lane, position, number, holder, score_month(RULES, MONTH, checks, deeds))


def example() -> dict:
    """Five courtyards: 20, 9, not assessed, 10 with a fault put right, 19."""
    return publish(
        HEADING,
        RULES,
        [
            row(5, "竹坡巷", "8", "林巧云", check("e", 5, W1="fault"), deeds=TEN_DEEDS),
            row(3, "石阶巷", "35-1", "郑秀英"),
            row(2, "石阶巷", "12", "欧阳明月", check("b", 5, W1="fault")),
            row(1, "石阶巷", "3", "何桂芳", check("a", 5), deeds=TEN_DEEDS),
            row(4, "竹坡巷", "2", "王远", check("c", 5, O1="fault"), check("d", 6)),
        ],
    )


def test_rows_stand_by_lane_and_door_number_never_by_rank():
    lanes = [(lane["name"], [each["number"] for each in lane["rows"]]) for lane in example()["lanes"]]
    assert lanes == [("石阶巷", ["3", "12", "35-1"]), ("竹坡巷", ["2", "8"])]


def test_names_are_masked_and_full_ones_stand_nowhere_in_the_document():
    text = document_text(example())
    for name in ("何桂芳", "欧阳明月", "郑秀英", "王远", "林巧云", "明月", "桂芳"):
        assert name not in text
    assert "欧阳**" in text


def test_not_assessed_has_no_figures():
    untouched = example()["lanes"][0]["rows"][2]
    assert untouched == {
        "account": 3,
        "number": "35-1",
        "name": "郑**",
        "assessed": False,
        "base": None,
        "bonus": None,
        "total": None,
        "commended": False,
        "adjusted": 0,
        "faults": [],
    }


def test_figures_of_the_month_agree_with_the_rows():
    document = example()
    assert (document["courtyards"], document["assessed"], document["median"], document["full"]) == (5, 4, 10, 20)
    assert document["distribution"] == [{"total": total, "count": 1} for total in (9, 10, 19, 20)]
    assert document["restored"] == 1
    assert [(each["code"], each["zh"], each["count"]) for each in document["faults"]] == [("W1", "地面有垃圾或污水", 2)]


def test_commended_list_names_doors_in_door_order():
    assert example()["commended"] == [
        {"lane": "石阶巷", "number": "3", "name": "何**"},
        {"lane": "竹坡巷", "number": "8", "name": "林**"},
    ]


def test_all_who_tie_at_the_cut_are_commended():
    rule = Commendation(top=2, minimum=18)
    assert commended(rule, {1: 20, 2: 19, 3: 19, 4: 18}) == {1, 2, 3}
    assert commended(rule, {1: 20, 2: 20, 3: 20}) == {1, 2, 3}


def test_fewer_than_the_top_are_commended_when_others_have_not_enough():
    assert commended(Commendation(top=5, minimum=18), {1: 20, 2: 17}) == {1}
    assert commended(Commendation(top=5, minimum=18), {1: 17}) == frozenset()


def test_without_a_minimum_the_best_are_commended_whatever_they_have():
    assert commended(Commendation(top=1), {1: -3, 2: -5}) == {1}


def test_of_a_per_cent_the_fraction_is_dropped_and_it_is_of_all_that_could_be_commended():
    totals = dict.fromkeys(range(19), 5) | {19: 9}
    assert commended(Commendation(percent=10, minimum=9), totals) == {19}
    assert commended(Commendation(percent=5), totals) == {19}
    assert commended(Commendation(percent=4), totals) == frozenset()
    assert commended(Commendation(percent=10), totals) == set(totals)


@given(some.dictionaries(some.integers(1, 40), some.integers(0, 20)), some.integers(1, 9), some.integers(0, 20))
def test_nobody_commended_has_less_than_somebody_who_is_not(totals, top, minimum):
    best = commended(Commendation(top, minimum), totals)
    worst_in = min((totals[account] for account in best), default=21)
    best_out = max((totals[account] for account in totals if account not in best), default=-1)
    assert worst_in > best_out
    assert len(best) >= min(top, sum(total >= minimum for total in totals.values()))


def test_same_month_gives_the_same_text_and_any_change_another_digest():
    text = document_text(example())
    assert document_text(example()) == text
    assert len(document_digest(text)) == 64
    again = publish(dataclasses.replace(HEADING, number=2), RULES, [])
    assert document_digest(document_text(again)) != document_digest(text)


def test_month_without_any_courtyard_can_be_published():
    document = publish(HEADING, RULES, [])
    assert (document["median"], document["lanes"], document["commended"]) == (None, [], [])
