"""The random sample: at least one and 5 % rounded up, in whatever order the checks come, and nobody's choice."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.domain.evidence.sample import (
    Held,
    draw,
    held_in,
    lot_of,
    number_thrown,
    seed_of,
    size_of,
    taking_part,
    text_of,
    walk_digest,
)

checks = st.sets(st.uuids().map(str), min_size=1, max_size=130)
seeds = st.text("0123456789abcdef", min_size=64, max_size=64)
held = st.builds(Held, st.uuids().map(str), seeds, st.booleans())


@given(checks, seeds)
def test_at_least_one_and_five_percent_rounded_up_are_drawn_from_what_is_there(found, seed):
    drawn = draw(seed, found)
    assert len(drawn) == len(set(drawn)) == max(1, -(-len(found) * 5 // 100))
    assert set(drawn) <= found


@given(checks, seeds, st.randoms())
def test_order_of_the_checks_does_not_matter(found, seed, random):
    shuffled = list(found)
    random.shuffle(shuffled)
    assert draw(seed, shuffled) == draw(seed, found)


@given(st.lists(held, max_size=30, unique_by=lambda each: each.entry), st.randoms())
def test_walk_s_text_is_the_same_in_any_order_and_tells_the_entries(found, random):
    shuffled = list(found)
    random.shuffle(shuffled)
    text = text_of(shuffled)
    assert text == text_of(found)
    assert set(held_in(text)) == set(found)
    assert set(taking_part(text)) == {each.entry for each in found if each.takes_part}


@given(st.lists(held, min_size=1, max_size=10, unique_by=lambda each: each.entry))
def test_another_text_of_any_entry_is_another_walk(found):
    first, *rest = found
    other = Held(first.entry, hashlib.sha256(first.digest.encode()).hexdigest(), first.takes_part)
    assert walk_digest(text_of([other, *rest])) != walk_digest(text_of(found))


def test_sizes_are_worked_out_by_hand():
    assert [size_of(count) for count in (0, 1, 19, 20, 21, 40, 41, 103)] == [0, 1, 1, 1, 2, 2, 3, 6]


def test_draw_is_as_the_manual_says():
    """With nothing but SHA-256: docs/oversight.md."""
    text = "a 11 in\nb 22 in\nc 33 out\n"
    seed = hashlib.sha256(f"{hashlib.sha256(text.encode()).hexdigest()} 351".encode()).hexdigest()
    assert seed_of(walk_digest(text), "351") == seed
    lots = {check: hashlib.sha256(f"{seed} {check}".encode()).hexdigest() for check in ("a", "b")}
    assert lots == {check: lot_of(seed, check) for check in lots}
    assert draw(seed, taking_part(text)) == (min(lots, key=lots.__getitem__),)


def test_every_check_is_drawn_about_equally_often():
    """2,000 throws over 40 checks draw two each: 100 times a check, with a deviation of less than 10."""
    found = [f"check-{number}" for number in range(40)]
    counted = Counter(check for thrown in range(2000) for check in draw(seed_of("walk", f"{thrown}"), found))
    assert counted.total() == 4000
    assert all(60 < counted[check] < 140 for check in found)


NUMBERS = {"351": "351", " 3 5 1 ": "351", "３５１": "351", "007": "007", "9" * 18: "9" * 18}
NO_NUMBERS = dict.fromkeys(("", "-3", "3.5", "三", "9" * 19))


@pytest.mark.parametrize(("typed", "thrown"), (NUMBERS | NO_NUMBERS).items())
def test_number_is_the_digits_that_were_typed(typed, thrown):
    assert number_thrown(typed) == thrown
