"""Which passwords may be chosen: long enough, not one's name, not one that everybody tries first.

Nobody is made to change. As NIST SP 800-63B has it: length counts, mixtures of signs do not.
"""

from __future__ import annotations

import functools
import itertools
from pathlib import Path

LEAST, MOST = 10, 200
FEWEST_DIFFERENT = 5
COMMON = Path(__file__).with_name("common_passwords.txt")


def refuse_password(password: str, *names: str) -> str | None:
    """Why it can't be chosen by who has these names, as a code; None when it can."""
    if len(password) < LEAST:
        return "short"
    if len(password) > MOST:
        return "long"
    plain = password.casefold()
    if any(_is_about(plain, name.casefold()) for name in names if name):
        return "name"
    if len(set(plain)) < FEWEST_DIFFERENT:
        return "simple"
    if plain in _common() or _is_a_run(plain):
        return "common"
    return None


def _is_about(password: str, name: str) -> bool:
    """The name with a few signs more, or over and over."""
    return len(password.replace(name, "")) < LEAST // 2 and name in password


def _is_a_run(password: str) -> bool:
    """abcdefghijkl, 9876543210: each sign beside the one before it."""
    steps = {ord(after) - ord(before) for before, after in itertools.pairwise(password)}
    return steps in ({1}, {-1})


@functools.cache
def _common() -> frozenset[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
