"""What a deed's text may say, and what is answered when it says something else."""

from datetime import date

import pytest

from sync.digest import digest_text, well_formed
from sync.entry import DeedEntry
from sync.reasons import Rejection
from sync.schemas import load_entry
from sync.statement import Checklist, judge_deed_statement
from tests.contract.vectors import VECTORS, named, vectors

DEEDS = vectors("deeds")
CHECKLIST = Checklist(
    DEEDS["rule_book"]["version"],
    {},
    {},
    deeds={deed["code"]: (deed["least"], deed["most"]) for deed in DEEDS["rule_book"]["deeds"]},
)


def loaded(text: str) -> DeedEntry:
    deed = load_entry(text)
    assert isinstance(deed, DeedEntry), deed
    return deed


@pytest.mark.parametrize("case", **named(DEEDS["made"]))
def test_what_the_phone_makes_is_accepted_under_its_digest_and_fits_the_rule_book(case):
    deed = loaded(case["text"])

    assert deed.id == case["id"]
    assert digest_text(well_formed(case["text"])) == case["digest"]
    assert judge_deed_statement(deed, CHECKLIST) is None


@pytest.mark.parametrize("case", **named(DEEDS["accepted"]))
def test_growth_and_freedom_of_form_are_accepted(case):
    assert judge_deed_statement(loaded(case["text"]), CHECKLIST) is None


@pytest.mark.parametrize("case", **named(DEEDS["refused"]))
def test_a_bad_text_is_refused_with_its_reason_and_field(case):
    refused = load_entry(case["text"])

    assert isinstance(refused, Rejection)
    assert (refused.reason.name, refused.detail) == (case["reason"], case["detail"])


@pytest.mark.parametrize("case", **named(DEEDS["statements"]))
def test_a_deed_is_held_against_its_rule_book(case):
    refused = judge_deed_statement(loaded(case["text"]), CHECKLIST)

    assert (refused.reason.name if refused else None) == case["reason"]


def test_a_deed_is_read_into_values():
    deed = loaded(DEEDS["made"][1]["text"])

    assert (deed.deed, deed.points, deed.happened_on) == ("volunteering", 1, date(2026, 11, 25))
    assert deed.withdrawn
    assert deed.replaces == DEEDS["made"][0]["id"]


def test_every_field_of_a_deed_stands_in_the_protocol():
    protocol = (VECTORS.parent / "PROTOCOL.md").read_text(encoding="utf-8")
    for field in ("deed", "points", "happened_on", "note", "withdrawn", "companions", "own_deeds"):
        assert f'"{field}"' in protocol
