"""The root that hangs on the board: salted leaves, one for each account, and the root before."""

from __future__ import annotations

import dataclasses
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.frontend.shared import ROOT
from tests.frontend.vectors.cases_of_roots import root_cases
from tests.unit.domain.given import MONTH, RULES, check, deed
from webapp.domain.ledger.merkle import leaf_hash
from webapp.domain.months.root import (
    GENESIS,
    Shown,
    account_leaf,
    lines_digest,
    lines_text,
    previous_leaf,
    publication_root,
)
from webapp.domain.scoring.score import score_month

SALT = bytes(range(16))
SHOWN = Shown(27, MONTH, 1, True, 9, 2, 11, False, "a" * 64)
OTHERS = {
    "account": 28,
    "month": "2026-11",
    "number": 2,
    "assessed": False,
    "base": 10,
    "bonus": 3,
    "total": 12,
    "commended": True,
    "lines": "b" * 64,
}


def test_leaf_of_a_known_account_never_changes():
    """Were the text under the hash to change, every root that hangs on a board would be worth nothing."""
    lines = ["16:sanbao account 1", f"32:{SALT.hex()}", "2:27", "7:2026-10", "1:1", "1:1", "1:9", "1:2", "2:11", "1:0"]
    text = "\n".join([*lines, f"64:{'a' * 64}", ""])
    assert account_leaf(SALT, SHOWN) == hashlib.sha256(b"\x00" + text.encode()).hexdigest()


@pytest.mark.parametrize("field", OTHERS)
def test_each_thing_the_card_shows_is_in_the_leaf(field):
    assert account_leaf(SALT, dataclasses.replace(SHOWN, **{field: OTHERS[field]})) != account_leaf(SALT, SHOWN)


@given(some.binary(min_size=16, max_size=16))
def test_leaf_depends_on_its_salt(salt):
    assert (account_leaf(salt, SHOWN) == account_leaf(SALT, SHOWN)) == (salt == SALT)


def test_figures_do_not_run_into_each_other():
    one, other = dataclasses.replace(SHOWN, base=1, bonus=11), dataclasses.replace(SHOWN, base=11, bonus=1)
    assert account_leaf(SALT, one) != account_leaf(SALT, other)


def test_root_holds_the_root_before_it():
    accounts = [account_leaf(SALT, SHOWN)]
    first = publication_root(GENESIS, accounts)
    assert publication_root(first, accounts) != first
    assert publication_root(GENESIS, []) == previous_leaf(GENESIS)


def test_leaf_of_the_root_before_is_no_account():
    assert previous_leaf(GENESIS) == leaf_hash(f"17:sanbao previous 1\n64:{GENESIS}\n".encode())


def test_any_change_of_the_explanation_changes_its_digest():
    lines = score_month(RULES, MONTH, [check("c05", 5, W1="fault")], [deed("x2", 2, text="清扫巷道")]).lines
    assert lines_digest(lines) == hashlib.sha256(lines_text(lines).encode()).hexdigest()
    for at, line in enumerate(lines):
        changed = dataclasses.replace(line, amount=line.amount + 1)
        assert lines_digest((*lines[:at], changed, *lines[at + 1 :])) != lines_digest(lines)


def test_vectors_are_what_the_rules_give():
    """The card recomputes these in the browser; `python -m tests.frontend.vectors.make` writes them anew."""
    kept = (ROOT / "tests/frontend/vectors/roots.json").read_text()
    assert kept == "[\n" + ",\n".join(root_cases()) + "\n]\n"
