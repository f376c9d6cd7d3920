"""Merkle trees as in RFC 6962: one root stands for many leaves, and a short path shows that a leaf is under it.

Hashes are SHA-256, as lower-case hex. A leaf's hash and a node's begin with different bytes, so that neither passes as
the other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEAF, NODE = b"\x00", b"\x01"
LEFT, RIGHT = "left", "right"


@dataclass(frozen=True, slots=True)
class Step:
    """A hash beside the way up from a leaf, and on which side of it that hash stands."""

    side: str
    digest: str


def leaf_hash(data: bytes) -> str:
    return hashlib.sha256(LEAF + data).hexdigest()


def root(leaves: Sequence[str]) -> str:
    """The root over the leaves' hashes; without any, the hash of nothing."""
    if not leaves:
        return hashlib.sha256(b"").hexdigest()
    if len(leaves) == 1:
        return leaves[0]
    split = _split(len(leaves))
    return _node(root(leaves[:split]), root(leaves[split:]))


def path(leaves: Sequence[str], index: int) -> tuple[Step, ...]:
    """What is beside the way from the leaf at `index` to the root, from below."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return ()
    split = _split(len(leaves))
    if index < split:
        return (*path(leaves[:split], index), Step(RIGHT, root(leaves[split:])))
    return (*path(leaves[split:], index - split), Step(LEFT, root(leaves[:split])))


def recompute(leaf: str, steps: Iterable[Step]) -> str:
    """The root that a leaf's hash leads to."""
    for step in steps:
        leaf = _node(step.digest, leaf) if step.side == LEFT else _node(leaf, step.digest)
    return leaf


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1


def _node(left: str, right: str) -> str:
    return hashlib.sha256(NODE + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()
