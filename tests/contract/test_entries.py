"""What a check's text may say, and what is answered when it says something else."""

import json
from datetime import date

import pytest

from sync.digest import digest_text
from sync.entry import CheckEntry
from sync.reasons import Rejection
from sync.schemas import load_entry
from sync.statement import Checklist, judge_statement
from tests.contract.vectors import named, vectors

ENTRIES = vectors("entries")
RULE_BOOK = ENTRIES["rule_book"]
GRADED = ENTRIES["graded"]


def checklist_of(rule_book: dict) -> Checklist:
    items = rule_book["items"]
    return Checklist(
        rule_book["version"],
        {item["code"]: item["from_lane"] for item in items},
        {obstacle["code"]: obstacle["judged"] for obstacle in rule_book["obstacles"]},
        {item["code"]: [each["code"] for each in item.get("severity", [])] for item in items},
        {item["code"]: item["count"]["most"] for item in items if "count" in item},
    )


CHECKLIST = checklist_of(RULE_BOOK)
GRADED_CHECKLIST = checklist_of(GRADED["rule_book"])


def loaded(text: str) -> CheckEntry:
    check = load_entry(text)
    assert isinstance(check, CheckEntry), check
    return check


@pytest.mark.parametrize("case", **named(ENTRIES["made"]))
def test_what_the_phone_makes_is_accepted_under_its_digest_and_fits_the_rule_book(case):
    check = loaded(case["text"])

    assert check.id == case["id"]
    assert digest_text(case["text"]) == case["digest"]
    assert judge_statement(check, CHECKLIST) is None


@pytest.mark.parametrize("case", **named(ENTRIES["accepted"]))
def test_growth_and_freedom_of_form_are_accepted(case):
    assert judge_statement(loaded(case["text"]), CHECKLIST) is None


@pytest.mark.parametrize("case", **named(ENTRIES["refused"]))
def test_a_bad_text_is_refused_with_its_reason_and_field(case):
    refused = load_entry(case["text"])

    assert isinstance(refused, Rejection)
    assert (refused.reason.name, refused.detail) == (case["reason"], case["detail"])


@pytest.mark.parametrize("case", **named(ENTRIES["statements"]))
def test_a_check_is_held_against_its_rule_book(case):
    refused = judge_statement(loaded(case["text"]), CHECKLIST)

    assert (refused.reason.name if refused else None) == case["reason"]


@pytest.mark.parametrize("case", **named(GRADED["made"]))
def test_what_the_phone_says_of_severity_and_count_fits_the_rule_book(case):
    check = loaded(case["text"])

    assert digest_text(case["text"]) == case["digest"]
    assert judge_statement(check, GRADED_CHECKLIST) is None


@pytest.mark.parametrize("case", **named(GRADED["statements"]))
def test_severity_and_count_are_held_against_the_rule_book(case):
    refused = judge_statement(loaded(case["text"]), GRADED_CHECKLIST)

    assert (refused.reason.name if refused else None) == case["reason"]


def test_a_version_that_nobody_knows_is_refused():
    refused = judge_statement(loaded(ENTRIES["made"][0]["text"]), None)

    assert refused is not None
    assert refused.reason.name == "unknown_rule_version"


def test_a_check_is_read_into_values():
    check = loaded(ENTRIES["made"][1]["text"])

    assert check.day == date(2026, 11, 23)
    assert check.results[0].phrases == ("门口有垃圾",)
    assert check.results[0].note == "桶边两袋👀\n靠墙"
    assert check.position is not None
    assert check.position.latitude == 36204510


def test_a_photo_at_two_items_is_one_photo_of_the_manifest():
    case = next(case for case in ENTRIES["accepted"] if case["name"] == "the same photo at two items")

    assert len(loaded(case["text"]).photos) == 1


def test_a_refused_text_still_names_its_check_when_it_can_be_read():
    data = json.loads(ENTRIES["made"][0]["text"]) | {"courtyard": "<b>"}

    refused = load_entry(json.dumps(data))

    assert isinstance(refused, Rejection)
    assert refused.id == data["id"]
    assert "<b>" not in refused.detail
