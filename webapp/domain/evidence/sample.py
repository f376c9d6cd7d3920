"""抽查: which checks of a walk oversight looks at again, so that nobody can choose them.

Everything follows from what the server holds of the walk and from one number that was thrown; anybody can recompute it
with SHA-256 and a sorted list. docs/oversight.md says how.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

ONE_IN = 20
MOST_DIGITS = 18
DRAWN_FROM, BESIDE = "in", "out"


@dataclass(frozen=True, slots=True)
class Held:
    """An entry of the walk: its id, the digest of its text, and whether it takes part in the draw."""

    entry: str
    digest: str
    takes_part: bool

    @property
    def line(self) -> str:
        return f"{self.entry} {self.digest} {DRAWN_FROM if self.takes_part else BESIDE}\n"


def text_of(held: Iterable[Held]) -> str:
    """The walk as it is hashed: a line for each entry, in the order of ids."""
    return "".join(sorted(each.line for each in held))


def held_in(text: str) -> tuple[Held, ...]:
    """The entries of which such a text tells."""
    return tuple(
        Held(entry, digest, part == DRAWN_FROM) for entry, digest, part in (line.split() for line in text.splitlines())
    )


def taking_part(text: str) -> tuple[str, ...]:
    """Ids of the checks that can be drawn."""
    return tuple(each.entry for each in held_in(text) if each.takes_part)


def lost_since(then: str, now: str) -> tuple[Held, ...]:
    """Entries of which the walk's text told then, and that are not held now, or with another text. That one no longer
    takes part is no loss: a later check of the same walk replaces it.
    """
    here = {(each.entry, each.digest) for each in held_in(now)}
    return tuple(each for each in held_in(then) if (each.entry, each.digest) not in here)


def walk_digest(text: str) -> str:
    return _sha256(text)


def seed_of(walk: str, thrown: str) -> str:
    """From the walk's digest and the number that was thrown."""
    return _sha256(f"{walk} {thrown}")


def lot_of(seed: str, check: str) -> str:
    """A check's lot; the smallest are drawn."""
    return _sha256(f"{seed} {check}")


def size_of(count: int) -> int:
    """5 % of so many checks, rounded up: at least one, if there are any."""
    return -(-count // ONE_IN)


def draw(seed: str, checks: Iterable[str]) -> tuple[str, ...]:
    """The drawn checks, by their lots; in which order they are given does not matter."""
    found = sorted(set(checks), key=lambda check: lot_of(seed, check))
    return tuple(found[: size_of(len(found))])


def number_thrown(typed: str) -> str | None:
    """The digits that somebody typed, full-width ones and spaces between them too; None for anything else."""
    digits = re.sub(r"\s", "", unicodedata.normalize("NFKC", typed))
    return digits if re.fullmatch(rf"[0-9]{{1,{MOST_DIGITS}}}", digits) else None


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
