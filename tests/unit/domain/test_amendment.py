"""Approving a check with less than the inspector said, by the invented scheme of a thousand points."""

from __future__ import annotations

import dataclasses

import pytest

from tests.unit.domain.given import MONTH, record
from webapp.domain.months.rulings import CHECK, FINDING, Decided, Effect, Rulings
from webapp.domain.scoring.amendment import NONE, Amendment, Change, is_milder
from webapp.domain.scoring.chains import CheckRecord, resolve
from webapp.domain.scoring.observation import ItemResult
from webapp.domain.scoring.score import score_month
from webapp.rulebooks import load_rule_book, shipped_text

RULES = load_rule_book(shipped_text("qianfen"))
SERIOUS = ItemResult("A1", "fault", severity="serious")
THREE = ItemResult("A2", "fault", count=3)


def amended(*changes: Change) -> CheckRecord:
    seen = dataclasses.replace(record("a", 5), results=(SERIOUS, THREE))
    return dataclasses.replace(seen, amendment=Amendment(changes, "看照片不严重"))


def cost(found: CheckRecord) -> int:
    return RULES.base - score_month(RULES, MONTH, resolve([found]).observations, []).base


@pytest.mark.parametrize(
    ("said", "change"),
    [
        (SERIOUS, Change("A1", "fault", severity="slight")),
        (SERIOUS, Change("A1", "dismissed")),
        (SERIOUS, Change("A1", "fixed")),
        (SERIOUS, Change("A1", "third_party")),
        (SERIOUS, Change("A1", "not_applicable")),
        (THREE, Change("A2", "fault", count=1)),
    ],
)
def test_a_fault_may_count_as_less(said, change):
    assert is_milder(RULES, said, change)


@pytest.mark.parametrize(
    ("said", "change"),
    [
        (ItemResult("A1", "fault", severity="slight"), Change("A1", "fault", severity="serious")),
        (SERIOUS, Change("A1", "fault", severity="serious")),
        (SERIOUS, Change("A1", "fault")),
        (SERIOUS, Change("A1", "fault", severity="none such")),
        (SERIOUS, Change("A1", "fault", count=1)),
        (SERIOUS, Change("A1", "dismissed", severity="slight")),
        (SERIOUS, Change("A1", "pass")),
        (SERIOUS, Change("A1", "set_aside")),
        (SERIOUS, Change("A1", "withdrawn")),
        (SERIOUS, Change("A2", "dismissed")),
        (THREE, Change("A2", "fault", count=3)),
        (THREE, Change("A2", "fault", count=4)),
        (THREE, Change("A2", "fault", count=0)),
        (THREE, Change("A2", "fault", count=-9)),
        (ItemResult("A1", "fixed"), Change("A1", "dismissed")),
        (ItemResult("gone", "fault", severity="serious"), Change("gone", "fault", severity="slight")),
    ],
)
def test_never_as_more_and_never_what_is_no_fault(said, change):
    assert not is_milder(RULES, said, change)


def test_it_costs_what_it_was_amended_to_and_says_why():
    whole = amended()
    assert cost(whole) == 130
    assert cost(amended(Change("A1", "fault", severity="slight"))) == 50
    lesser = amended(Change("A1", "dismissed"), Change("A2", "fault", count=1))
    assert cost(lesser) == 10
    lines = {line.code: line for line in score_month(RULES, MONTH, resolve([lesser]).observations, []).lines}
    assert (lines["A1"].result, lines["A1"].amended, lines["A2"].amended) == (
        "dismissed",
        "看照片不严重",
        "看照片不严重",
    )
    assert lesser.results == whole.results


def test_what_was_amended_puts_nothing_right():
    """A fault on the 5th, and one on the 6th that staff let pass: it does not show that the first was put right."""
    let_pass = Amendment((Change("A1", "dismissed"),), "角度")
    again = dataclasses.replace(record("b", 6), results=(SERIOUS,), amendment=let_pass)
    first = dataclasses.replace(record("a", 5), results=(SERIOUS,))
    assert RULES.base - score_month(RULES, MONTH, resolve([first, again]).observations, []).base == 100


def test_a_ruling_goes_by_what_counts():
    eased = amended(Change("A1", "fault", severity="slight"))
    ruled = Rulings.of([Decided(1, "answer", "upheld", (Effect(FINDING, "a", "A1"),))])
    assert cost(ruled.on_checks([eased])[0]) == 30
    whole = Rulings.of([Decided(1, "answer", "upheld", (Effect(CHECK, "a"),))])
    assert resolve(whole.on_checks([eased])).observations == ()


def test_its_text_is_one_whatever_the_order_and_reads_back():
    changes = (Change("A1", "dismissed"), Change("A2", "fault", count=1))
    given = Amendment(changes, "角度")
    assert given.as_text == Amendment(changes[::-1], "角度").as_text
    assert Amendment.from_text(given.as_text) == given
    assert (NONE.as_text, Amendment.from_text("")) == ("", NONE)
