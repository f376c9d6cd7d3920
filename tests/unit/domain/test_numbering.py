"""Door numbers sort as people sort them."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from webapp.domain.numbering import normalise_number, sort_key

IN_ORDER = ["3", "12", "35", "35-1", "35-2", "35-10", "35甲", "35乙", "35丙", "35A", "35B", "35附", "36", "100", "甲3"]


def test_door_numbers_stand_in_the_order_people_expect():
    shuffled = random.Random(1).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=sort_key) == IN_ORDER


@pytest.mark.parametrize(
    ("typed", "number"), [("３５－１号", "35-1"), ("35 – 1", "35-1"), (" 27 ", "27"), ("35甲", "35甲"), ("２７", "27")]
)
def test_typed_number_is_brought_to_the_form_on_the_plate(typed, number):
    assert normalise_number(typed) == number
    assert sort_key(typed) == sort_key(number)


@given(some.text(max_size=12))
def test_key_has_digits_and_small_letters_only(text):
    assert set(sort_key(text)) <= set("0123456789abcdefghijklmnopqrstuvwxyz")


@given(some.integers(0, 99_999_999), some.integers(0, 99_999_999))
def test_plain_numbers_sort_as_numbers(one, other):
    assert (sort_key(str(one)) < sort_key(str(other))) == (one < other)
