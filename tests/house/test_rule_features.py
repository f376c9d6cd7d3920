"""Every feature of the rule book is used by a shipped scheme: whatever the reading code knows, some scheme says."""

from __future__ import annotations

from tests.house.reading import noted_while_reading, unused
from webapp.domain.rules.exchange import COMMENDED, EVERYBODY
from webapp.domain.rules.values import FORMS
from webapp.rulebooks import SHIPPED, load_rule_book, shipped_text

BOOKS = [load_rule_book(shipped_text(name)) for name in SHIPPED]


def test_every_field_that_is_read_is_written_in_a_shipped_scheme(monkeypatch):
    fields = noted_while_reading(monkeypatch).fields
    assert len(fields) > 20
    assert unused(fields) == {}


def test_every_choice_that_is_offered_is_taken_in_a_shipped_scheme(monkeypatch):
    choices = noted_while_reading(monkeypatch).choices
    assert len(choices) > 5
    assert unused(choices) == {}


def test_each_kind_of_customer_is_served_by_a_shipped_scheme():
    assert {EVERYBODY, COMMENDED} < {book.exchange.who for book in BOOKS if book.exchange}


def test_every_form_of_a_value_is_used():
    assert len({type(deed.value) for book in BOOKS for deed in book.deeds}) == len(FORMS)
    assert any(breach.value.unit for book in BOOKS for breach in book.breaches)
