"""What shows that an account's published figures are under a publication's root; and a root as somebody types it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from webapp.domain.ledger import merkle
from webapp.domain.months.root import Shown, account_leaf, account_text

FORMAT = "sanbao proof 1"
SHORT = 16  # letters of the root that the board shows
DIGITS = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Sum:
    """One hash of the way: the bytes that go in, as hex, and what comes out."""

    given: str
    digest: str


@dataclass(frozen=True, slots=True)
class Proof:
    """Of one account in one publication; the last digest of the way is the root, or the proof does not hold."""

    root: str
    salt: str
    shown: Shown
    leaf: str
    path: tuple[merkle.Step, ...]

    @property
    def text(self) -> str:
        """What the leaf is the hash of, behind a byte of zero."""
        return account_text(bytes.fromhex(self.salt), self.shown)

    @property
    def holds(self) -> bool:
        return account_leaf(bytes.fromhex(self.salt), self.shown) == self.leaf and self.sums[-1].digest == self.root

    @property
    def sums(self) -> list[Sum]:
        """By hand: the leaf, then one hash a step, each with the digest of the one before in it."""
        digest = account_leaf(bytes.fromhex(self.salt), self.shown)
        found = [Sum((merkle.LEAF + self.text.encode()).hex(), digest)]
        for step in self.path:
            pair = (step.digest, digest) if step.side == merkle.LEFT else (digest, step.digest)
            digest = merkle.recompute(digest, [step])
            found.append(Sum(merkle.NODE.hex() + "".join(pair), digest))
        return found

    def as_data(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "root": self.root,
            "salt": self.salt,
            "shown": asdict(self.shown),
            "leaf": self.leaf,
            "path": [asdict(step) for step in self.path],
        }


def prove(root: str, salt: str, shown: Shown, leaves: Sequence[str], index: int) -> Proof:
    """For the leaf at `index` of all `leaves` of the publication."""
    return Proof(root, salt, shown, leaves[index], merkle.path(leaves, index))


def plain_root(typed: str) -> str:
    """A root as somebody types it from paper: without blanks, in small letters, full-width ones made plain."""
    return "".join(unicodedata.normalize("NFKC", typed).split()).lower()


def compare_root(typed: str, root: str) -> str:
    """same, other, or short when it is too little, or no root at all, to tell."""
    plain = plain_root(typed)
    if not SHORT <= len(plain) <= len(root) or not DIGITS.issuperset(plain):
        return "short"
    return "same" if root.startswith(plain) else "other"
