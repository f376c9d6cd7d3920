"""Every feature of the rule book is used by a shipped scheme: whatever the reading code knows, some scheme says."""

from __future__ import annotations

from collections import defaultdict

import pytest

from webapp.domain.rules.document import Document
from webapp.domain.rules.exchange import COMMENDED, EVERYBODY
from webapp.domain.rules.values import FORMS
from webapp.rulebooks import SHIPPED, load_rule_book, shipped_text


class Seen(defaultdict[tuple[str, ...], set[str]]):
    """What was used of each set of fields or choices that reading asked for."""

    def __init__(self) -> None:
        super().__init__(set)

    def unused(self) -> dict[tuple[str, ...], set[str]]:
        return {known: set(known) - used for known, used in self.items() if set(known) - used}


@pytest.fixture
def seen(monkeypatch) -> dict[str, Seen]:
    """Fields and choices, noted while all shipped rule books are read."""
    noted = {"fields": Seen(), "choices": Seen()}
    fields, one_of = Document.fields, Document.one_of

    def noting_fields(self, *known):
        noted["fields"][known] |= set(self.value) if isinstance(self.value, dict) else set()
        return fields(self, *known)

    def noting_choice(self, choices):
        noted["choices"][tuple(choices)].add(self.value)
        return one_of(self, choices)

    monkeypatch.setattr(Document, "fields", noting_fields)
    monkeypatch.setattr(Document, "one_of", noting_choice)
    for name in SHIPPED:
        load_rule_book(shipped_text(name))
    return noted


def test_every_field_that_is_read_is_written_in_a_shipped_scheme(seen):
    assert len(seen["fields"]) > 20
    assert seen["fields"].unused() == {}


def test_every_choice_that_is_offered_is_taken_in_a_shipped_scheme(seen):
    assert len(seen["choices"]) > 5
    assert seen["choices"].unused() == {}


def test_each_kind_of_customer_is_served_by_a_shipped_scheme():
    served = {book.exchange.who for book in map(load_rule_book, map(shipped_text, SHIPPED)) if book.exchange}
    assert {EVERYBODY, COMMENDED} < served


def test_every_form_of_a_value_is_used_for_a_deed_and_a_breach_has_one_that_is_no_number(seen):
    books = [load_rule_book(shipped_text(name)) for name in SHIPPED]
    of_deeds = {type(deed.value).__name__ for book in books for deed in book.deeds}
    assert len(of_deeds) == len(FORMS)
    assert len({type(breach.value) for book in books for breach in book.breaches}) > 1
