"""A line of a paper checklist says of every item what the wire asks, or what of it can't be read."""

from __future__ import annotations

import pytest

from webapp.domain.imports.typed_line import LineWrong, TypedLine, statement_of
from webapp.rulebooks import default_text, load_rule_book, shipped_text

BOOK = load_rule_book(default_text())
GRADED = load_rule_book(shipped_text("qianfen"))


def said(book, line: TypedLine) -> dict[str, dict]:
    return {each.pop("item"): each for each in statement_of(book, 10, line)["results"]}


def found(book, line: TypedLine) -> dict[str, str]:
    return {code: each["result"] for code, each in said(book, line).items() if each["result"] != "pass"}


@pytest.mark.parametrize("codes", ["W1 O4", "w1,o4", "1 0", "o4、W1。", " 10  1 "])
def test_codes_and_places_name_what_is_wrong(codes):
    assert found(BOOK, TypedLine(codes=codes)) == {"W1": "fault", "O4": "fault"}


def test_a_mark_is_more_than_a_code_and_an_unknown_mark_is_a_pass():
    line = TypedLine(codes="W1", marks={"W1": "fixed", "W2": "third_party", "O1": "withdrawn"})
    assert found(BOOK, line) == {"W1": "fixed", "W2": "third_party"}


def test_note_stands_at_the_first_fault_and_needs_one():
    results = said(BOOK, TypedLine(codes="O1 W2", marks={"W1": "fixed"}, note=" 纸箱 "))
    assert [code for code, each in results.items() if each.get("note") == "纸箱"] == ["W2"]
    with pytest.raises(LineWrong, match="note_without_fault"):
        statement_of(BOOK, 10, TypedLine(note="纸箱"))


def test_from_the_lane_only_what_can_be_seen_is_judged_and_in_bad_weather_nothing():
    lane = next(each.code for each in BOOK.obstacles if each.judged == "lane")
    unseen = {item.code for item in BOOK.items if not item.from_lane}
    statement = statement_of(BOOK, 10, TypedLine(obstacle=lane, codes="W1"))
    assert (statement["judged"], statement["obstacle"]) == ("lane", lane)
    assert {each["item"] for each in statement["results"] if each["result"] == "not_assessed"} == unseen - {"W1"}
    weather = next(each.code for each in BOOK.obstacles if each.judged == "weather")
    assert set(found(BOOK, TypedLine(obstacle=weather)).values()) == {"not_assessed"}
    with pytest.raises(LineWrong, match="weather_judges_nothing"):
        statement_of(BOOK, 10, TypedLine(obstacle=weather, codes="W1"))


def test_a_resting_item_passes_and_its_code_is_not_on_the_sheet():
    resting = next((item, item.dormant_months[0]) for item in BOOK.items if item.dormant_months)
    item, month = resting
    assert statement_of(BOOK, month, TypedLine(marks={item.code: "fault"}))["judged"] == "whole"
    with pytest.raises(LineWrong, match="no_item"):
        statement_of(BOOK, month, TypedLine(codes=item.code))


def test_how_bad_is_the_mildest_and_how_many_is_one_unless_said():
    severe = next(item for item in GRADED.items if item.severity)
    counted = next(item for item in GRADED.items if item.count)
    codes = f"{severe.code} {counted.code}"
    plain = said(GRADED, TypedLine(codes=codes))
    assert plain[severe.code]["severity"] == severe.severity[0].code
    assert plain[counted.code]["count"] == 1
    last = severe.severity[-1].code
    told = said(GRADED, TypedLine(codes=codes, severities={severe.code: last}, counts={counted.code: "3"}))
    assert (told[severe.code]["severity"], told[counted.code]["count"]) == (last, 3)
    for count in ("0", "-1", "many", "99999", "１"):
        with pytest.raises(LineWrong, match="bad_count"):
            statement_of(GRADED, 10, TypedLine(codes=codes, counts={counted.code: count}))


@pytest.mark.parametrize("codes", ["X9", "11", "w", "<script>"])
def test_what_names_no_item_is_told(codes):
    with pytest.raises(LineWrong) as wrong:
        statement_of(BOOK, 10, TypedLine(codes=codes))
    assert (wrong.value.code, wrong.value.word) == ("no_item", codes.lower())
