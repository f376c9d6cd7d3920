"""How many points a rule book lets anybody reach."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.unit.domain.happenings import happenings
from tests.unit.domain.small_book import DEED, LABEL, document, small_book
from webapp.domain.ledger.replay import replay
from webapp.domain.rules.bounds import most_in
from webapp.domain.rules.reading import read_rule_book
from webapp.domain.rules.span import MONTH, YEAR, Span
from webapp.rulebooks import SHIPPED, load_rule_book, shipped_text

BOOKS = {name: load_rule_book(shipped_text(name)) for name in SHIPPED}
UNROLLED = [name for name, book in BOOKS.items() if not book.roll_up]


def of_deed(**fields) -> int | None:
    return most_in(small_book(deeds=[DEED | {"cap": None} | fields]), MONTH)


@pytest.mark.parametrize(
    ("fields", "most"),
    [
        ({"points": 3, "times": {"month": 2}}, 6),
        ({"points": 3, "times": {"day": 1}}, 93),
        ({"points": {"least": 1, "most": 9}, "times": {"year": 2}, "cap": {"event": 5}}, 10),
        ({"points": {"per_hour": 2}, "cap": {"day": 8, "month": 20}}, 20),
        ({"points": {"per_hour": 2}, "cap": {"day": 8}}, 248),
    ],
)
def test_most_of_a_deed_in_a_month(fields, most):
    assert of_deed(**fields) == most


def test_caps_of_all_and_of_a_category_bound_what_lies_below_them():
    deeds = [DEED | {"category": "c"}, DEED | {"code": "more"}]
    category = {"code": "c", "label": LABEL, "cap": {"month": 30}}
    assert most_in(small_book(deeds=deeds, categories=[category]), MONTH) == 1030
    assert most_in(small_book(deeds=deeds, categories=[category], bonus_cap=40), MONTH) == 40


def test_without_a_bound_by_rule_a_budget_leaves_the_reach_open():
    assert most_in(small_book(deeds=[DEED | {"cap": None}], budget={"points": 5}), MONTH) is None


def test_bases_of_a_span_are_counted():
    book = read_rule_book(document(base={"full": 100}))
    assert (most_in(book, MONTH), most_in(book, YEAR)) == (1100, 12 * 1100)
    yearly = read_rule_book(document(base={"full": 100, "every": "year"}))
    assert most_in(yearly, Span(3)) >= 3100


@pytest.mark.parametrize("name", UNROLLED)
@settings(max_examples=8, deadline=None)
@given(data=some.data())
def test_nobody_ever_reaches_more(name, data):
    book, happened = BOOKS[name], data.draw(happenings(BOOKS[name]))
    most = most_in(book, MONTH)
    assert most is not None
    for month in replay(book, happened.subjects, happened.months):
        assert all(score.total <= most for score in month.scores.values())
