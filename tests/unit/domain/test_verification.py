"""Comparing what is kept with what the evidence gives: nothing where both are the same, a name for whatever is not."""

from __future__ import annotations

import dataclasses
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.unit.domain.given import MONTH, RULES, check, deed, october
from webapp.domain.ledger.entry import Entry
from webapp.domain.ledger.posting import entries_for
from webapp.domain.months.publication import Heading, Row, publish
from webapp.domain.months.republished import made_anew
from webapp.domain.months.verification import (
    Difference,
    Part,
    compare_documents,
    compare_entries,
    compare_fields,
    compare_scores,
)
from webapp.domain.scoring.score import score_month

SCORES = {
    27: score_month(RULES, MONTH, [check("c05", 5, W1="fault"), check("c12", 12)], [deed("x2", 2, text="清扫")]),
    29: score_month(RULES, MONTH, [check("c06", 6)], []),
    31: score_month(RULES, MONTH, [], []),
}
ENTRIES = some.lists(
    some.builds(
        Entry,
        account=some.integers(1, 2),
        bucket=some.just("points"),
        month=some.just(MONTH),
        kind=some.sampled_from(("base", "bonus")),
        code=some.sampled_from(("base", "activity")),
        amount=some.integers(-2, 2),
        source=some.just(""),
        rule_version=some.just(1),
    ),
    max_size=6,
)


def document() -> dict:
    heading = Heading("示例社区", MONTH, 1, 1, october(33), october(38))
    doors = ((27, "石阶巷", 1, "27", "何桂芳"), (29, "竹坡巷", 2, "3", "欧阳兰"), (31, "竹坡巷", 2, "3-1", "王小明"))
    return publish(heading, RULES, [Row(*door, SCORES[door[0]]) for door in doors])


def test_same_scores_do_not_differ():
    assert list(compare_scores(MONTH, SCORES, dict(SCORES))) == []


@pytest.mark.parametrize("figure", ["base", "bonus", "total"])
def test_changed_figure_is_named_with_both_values(figure):
    right = getattr(SCORES[27], figure)
    kept = {**SCORES, 27: dataclasses.replace(SCORES[27], **{figure: right + 1})}
    assert list(compare_scores(MONTH, SCORES, kept)) == [
        Difference(Part.SCORE, MONTH, 27, figure, str(right), str(right + 1))
    ]


def test_score_too_few_and_score_too_many():
    found = list(compare_scores(MONTH, {27: SCORES[27]}, {29: SCORES[29]}))
    assert [(each.account, each.expected, each.found) for each in found] == [(27, "10", ""), (29, "", "10")]


def test_removed_line_is_told_once_and_not_for_each_line_behind_it():
    score = SCORES[27]
    kept = dataclasses.replace(score, lines=score.lines[:1] + score.lines[2:])
    assert list(compare_scores(MONTH, {27: score}, {27: kept})) == [
        Difference(Part.LINE, MONTH, 27, "", "deduction W1 -1", "bonus volunteering +1")
    ]


def test_changed_word_of_a_line_is_found():
    score = SCORES[27]
    lines = (*score.lines[:-1], dataclasses.replace(score.lines[-1], note="别的事"))
    [found] = compare_scores(MONTH, {27: score}, {27: dataclasses.replace(score, lines=lines)})
    assert (found.what, found.expected, found.found) == ("bonus volunteering note", "清扫", "别的事")


def test_what_is_carried_on_is_compared():
    carried = dataclasses.replace(SCORES[27].carried, banned_until="2027-01")
    [found] = compare_scores(MONTH, {27: SCORES[27]}, {27: dataclasses.replace(SCORES[27], carried=carried)})
    assert (found.what, found.expected, found.found) == ("carried.banned_until", "", "2027-01")


@given(ENTRIES, some.randoms())
def test_order_of_entries_does_not_matter(entries, random):
    shuffled = entries[:]
    random.shuffle(shuffled)
    assert list(compare_entries(MONTH, Counter(entries), Counter(shuffled))) == []


@given(ENTRIES, ENTRIES)
def test_entries_differ_by_what_one_side_has_more_and_never_silently(expected, found):
    told = list(compare_entries(MONTH, Counter(expected), Counter(found)))
    assert bool(told) == (Counter(expected) != Counter(found))
    assert sum(int(each.found or 0) - int(each.expected or 0) for each in told) == sum(
        each.amount for each in found
    ) - sum(each.amount for each in expected)


def test_entry_with_another_amount_is_one_difference():
    entries = entries_for(SCORES[27], 27, MONTH, 1, "points")
    changed = [*entries[:-1], dataclasses.replace(entries[-1], amount=3)]
    assert list(compare_entries(MONTH, Counter(entries), Counter(changed))) == [
        Difference(Part.ENTRY, MONTH, 27, "bonus volunteering", "1", "3")
    ]


def test_document_made_anew_is_the_document():
    assert made_anew(document(), RULES, SCORES, SCORES) == document()


def test_document_made_anew_keeps_its_names_whatever_they_are():
    """People move, marry and are forgotten; what the board said of their scores stays."""
    kept = document()
    kept["lanes"][0]["rows"][0]["name"] = "张*"
    assert made_anew(kept, RULES, SCORES, SCORES) == kept


@pytest.mark.parametrize(("name", "value"), [("total", 20), ("commended", True), ("faults", []), ("assessed", False)])
def test_edited_row_of_a_document_is_found(name, value):
    edited = document()
    edited["lanes"][0]["rows"][0][name] = value
    [found] = compare_documents(MONTH, made_anew(edited, RULES, SCORES, SCORES), edited)
    assert (found.part, found.account, found.what, found.found) == (Part.DOCUMENT, 27, name, str(value))


def test_edited_sum_of_a_document_is_found():
    edited = document() | {"median": 20}
    [found] = compare_documents(MONTH, made_anew(edited, RULES, SCORES, SCORES), edited)
    assert (found.account, found.what, found.expected, found.found) == (None, "median", "10", "20")


def test_account_added_to_a_document_is_found():
    edited = document()
    edited["lanes"][0]["rows"].append(edited["lanes"][0]["rows"][0] | {"account": 99})
    found = list(compare_documents(MONTH, made_anew(edited, RULES, SCORES, SCORES), edited))
    assert {each.account for each in found} == {99}


def test_document_of_a_version_that_knew_no_adjustments_holds():
    kept = document()
    for lane in kept["lanes"]:
        lane["rows"] = [{name: row[name] for name in row if name != "adjusted"} for row in lane["rows"]]
    assert made_anew(kept, RULES, SCORES, SCORES) == kept


def test_field_that_only_one_side_has_counts_as_nothing_there():
    found = list(compare_fields(Part.CHECK, MONTH, None, {"a": 1, "b": 2}, {"b": 2, "c": 3}, "x "))
    assert [(each.what, each.expected, each.found) for each in found] == [("x a", "1", ""), ("x c", "", "3")]
