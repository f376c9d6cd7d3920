"""Merkle trees: the known roots of RFC 6962's own test tree, and what holds of every tree."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from webapp.domain.ledger.merkle import LEFT, RIGHT, Step, leaf_hash, path, recompute, root

# The tree and roots that implementations of certificate transparency are tested by.
TREE = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
LEAVES = some.lists(some.binary(max_size=4).map(leaf_hash), min_size=1, max_size=40, unique=True)


@pytest.mark.parametrize("count", range(len(ROOTS)))
def test_known_tree_has_its_known_root(count):
    assert root([leaf_hash(bytes.fromhex(each)) for each in TREE[:count]]) == ROOTS[count]


@given(LEAVES, some.data())
def test_path_of_every_leaf_leads_to_the_root(leaves, data):
    at = data.draw(some.integers(0, len(leaves) - 1))
    assert recompute(leaves[at], path(leaves, at)) == root(leaves)
    assert len(path(leaves, at)) <= len(leaves).bit_length()


@given(LEAVES, some.binary(min_size=5, max_size=5), some.data())
def test_changed_leaf_leads_elsewhere(leaves, other, data):
    at = data.draw(some.integers(0, len(leaves) - 1))
    changed = [*leaves[:at], leaf_hash(other), *leaves[at + 1 :]]
    assert root(changed) != root(leaves)
    assert recompute(leaf_hash(other), path(leaves, at)) == root(changed)


@given(LEAVES, some.data())
def test_changed_path_leads_elsewhere(leaves, data):
    at = data.draw(some.integers(0, len(leaves) - 1))
    steps = path(leaves, at)
    if not steps:
        return
    which = data.draw(some.integers(0, len(steps) - 1))
    turned = Step(LEFT if steps[which].side == RIGHT else RIGHT, steps[which].digest)
    assert recompute(leaves[at], (*steps[:which], turned, *steps[which + 1 :])) != root(leaves)


@given(LEAVES)
def test_order_and_number_of_leaves_are_under_the_root(leaves):
    if len(leaves) > 1:
        assert root(leaves[::-1]) != root(leaves)
        assert root(leaves[:-1]) != root(leaves)


def test_node_does_not_pass_as_a_leaf():
    """Whoever gives a node's two halves as the content of a leaf gets another hash than the node's."""
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(bytes.fromhex(left + right)) != root([left, right])
    assert root([left, right]) == hashlib.sha256(b"\x01" + bytes.fromhex(left + right)).hexdigest()


@pytest.mark.parametrize("index", [-1, 3])
def test_place_outside_the_tree_has_no_path(index):
    with pytest.raises(IndexError):
        path([leaf_hash(b"a"), leaf_hash(b"b"), leaf_hash(b"c")], index)
