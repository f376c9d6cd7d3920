"""Goods on the shelf, accounted for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from webapp.domain.goods.stock import Move, Reconciliation, signed

MOVES = some.lists(some.tuples(some.sampled_from(list(Move)), some.integers(0, 1000)), max_size=30)


@given(MOVES)
def test_what_came_in_is_issued_spoilt_missing_or_on_the_shelf(moves):
    stock, moved = 0, dict.fromkeys((move.value for move in Move), 0)
    for move, quantity in moves:
        changed = signed(move, quantity, stock)
        stock += changed
        moved[move.value] += changed
    found = Reconciliation.of(moved)
    assert found.stock == stock
    assert found.bought + found.donated == found.issued + found.spoilt + found.missing + found.stock


def test_a_count_leaves_what_was_counted_on_the_shelf():
    assert 12 + signed(Move.COUNTED, 9, 12) == 9
    assert 12 + signed(Move.COUNTED, 15, 12) == 15
