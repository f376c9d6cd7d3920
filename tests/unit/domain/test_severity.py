"""Faults that cost by how bad or how many they are, as the invented scheme of a thousand points has them."""

from __future__ import annotations

import dataclasses
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from tests.unit.domain.given import MONTH, check
from webapp.domain.rules.checklist import EXAMPLES
from webapp.domain.rules.document import RuleBookError
from webapp.domain.rules.reading import read_rule_book
from webapp.domain.scoring.line import Kind, Line
from webapp.domain.scoring.observation import ItemResult, Observation
from webapp.domain.scoring.score import score_month
from webapp.rulebooks import SHIPPED, default_text, load_rule_book, shipped_text

TEXT = shipped_text("qianfen")
RULES = load_rule_book(TEXT)


def seen(name: str, day: int, *said: ItemResult) -> Observation:
    return dataclasses.replace(check(name, day), results=said)


def bad(severity: str | None, item: str = "A1") -> ItemResult:
    return ItemResult(item, "fault", severity=severity)


def many(count: int | None, item: str = "A2") -> ItemResult:
    return ItemResult(item, "fault", count=count)


def points(*observations: Observation) -> int:
    return score_month(RULES, MONTH, observations, []).total


@pytest.mark.parametrize(
    ("said", "cost"),
    [
        (bad("slight"), 20),
        (bad("serious"), 100),
        (bad(None), 20),
        (bad("gone"), 20),
        (many(1), 10),
        (many(3), 30),
        (many(10), 100),
        (many(99), 100),
        (many(None), 10),
        (ItemResult("A3", "fault"), 50),
        (ItemResult("A3", "fault", severity="serious", count=9), 50),
        (ItemResult("A1", "fixed", severity="serious"), 0),
    ],
)
def test_a_fault_costs_what_was_said_of_it(said, cost):
    assert points(seen("a", 5, said)) == 1000 - cost


def test_a_month_costs_the_worst_that_was_not_put_right_and_shows_that_one():
    slight, serious, plain = (
        seen(name, day, bad(name)) for name, day in (("slight", 2), ("serious", 9), ("plain", 16))
    )
    result = score_month(RULES, MONTH, [slight, serious, plain], [])
    [line] = [each for each in result.lines if each.kind == Kind.DEDUCTION]
    assert (line.amount, line.severity, line.sources) == (-100, "serious", ("serious", "slight", "plain"))
    assert points(slight, serious, seen("clean", 11), plain) == 950


def test_the_base_never_falls_below_zero_whatever_the_rule_book_lets_items_cost():
    worst = seen("a", 5, bad("serious"), many(10), ItemResult("A3", "fault"), bad("bare", "B1"))
    assert points(worst) == 1000 - 100 - 100 - 50 - 100
    dear = yaml.safe_load(TEXT) | {"base": {"full": 349}}
    with pytest.raises(RuleBookError, match=r"base\.full: all items together cost 350, more"):
        read_rule_book(dear)


def test_an_item_can_have_a_cost_of_its_own():
    changed = yaml.safe_load(TEXT) | {"base": {"full": 1000, "item_cost": 7}}
    assert read_rule_book(changed).cost_of("A3") == 50
    del next(item for item in changed["items"] if item["code"] == "A3")["cost"]
    assert read_rule_book(changed).cost_of("A3") == 7


def test_lines_keep_severity_and_count_and_older_lines_are_read():
    lines = score_month(RULES, MONTH, [seen("a", 5, bad("plain"), many(4))], []).lines
    stored = json.loads(json.dumps([line.as_data() for line in lines]))
    assert tuple(Line.from_data(data) for data in stored) == lines
    assert "severity" not in stored[0]


@given(
    some.lists(
        some.tuples(
            some.integers(1, 34), some.sampled_from(["slight", "plain", "serious", None]), some.integers(1, 12)
        ),
        max_size=8,
    )
)
def test_worse_faults_never_raise_a_score_and_lines_add_up(rows):
    checks = [seen(f"c{at}", day, bad(severity), many(count)) for at, (day, severity, count) in enumerate(rows)]
    worse = [seen(f"c{at}", day, bad("serious"), many(count + 1)) for at, (day, _, count) in enumerate(rows)]
    result = score_month(RULES, MONTH, checks, [])
    assert sum(line.amount for line in result.lines) == result.total
    assert 0 <= points(*worse) <= result.total <= 1000


def item(at: int, **fields) -> dict:
    data = yaml.safe_load(TEXT)
    data["items"][at] |= fields
    return data


LEVEL = {"code": "slight", "label": {"zh": "轻微", "en": "Slight"}, "cost": 20}
UNIT = {"label": {"zh": "处", "en": "places"}, "cost": 10, "most": 10}


@pytest.mark.parametrize(
    ("data", "field", "problem"),
    [
        (item(0, severity=[LEVEL]), "items[0].severity", "not_a_list"),
        (item(0, severity=[LEVEL, LEVEL | {"cost": 50}]), "items[0].severity[1].code", "repeated"),
        (item(0, severity=[LEVEL, LEVEL | {"code": "b", "cost": 10}]), "items[0].severity[1].cost", "least_first"),
        (item(0, severity=[LEVEL, LEVEL | {"code": "b", "cost": "50"}]), "items[0].severity[1].cost", "not_an_integer"),
        (item(0, severity=[LEVEL, LEVEL | {"weight": 3}]), "items[0].severity[1].weight", "unknown_field"),
        (item(0, count=UNIT), "items[0].count", "not_both"),
        (item(1, count=UNIT | {"most": 0}), "items[1].count.most", "not_an_integer"),
        (item(1, count={"cost": 1, "most": 3}), "items[1].count.label", "missing"),
        (item(1, count=3), "items[1].count", "not_a_mapping"),
        (item(1, example="dragon"), "items[1].example", "not_one_of"),
        (yaml.safe_load(TEXT) | {"judges": 0}, "judges", "not_an_integer"),
    ],
)
def test_wrong_severity_or_count_names_the_field_and_the_problem(data, field, problem):
    with pytest.raises(RuleBookError) as raised:
        read_rule_book(data)
    assert (raised.value.field, raised.value.problem) == (field, problem)


def test_an_error_in_a_severity_names_its_line():
    lines = TEXT.splitlines()
    at = next(place for place, line in enumerate(lines) if "code: plain" in line)
    lines[at] = lines[at].replace("cost: 50", "cost: many")
    with pytest.raises(RuleBookError, match=rf"^line {at + 1}: items\[0\].severity\[1\].cost: write a whole number"):
        load_rule_book("\n".join(lines))


def test_every_shipped_rule_book_is_read_and_together_they_use_every_drawing():
    books = [load_rule_book(shipped_text(name)) for name in SHIPPED]
    assert {each.example for book in books for each in book.items} == set(EXAMPLES)
    assert (load_rule_book(default_text()).judges, RULES.judges) == (1, 2)
