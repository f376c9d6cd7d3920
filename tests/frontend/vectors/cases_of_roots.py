"""Publications of a few accounts: salts, leaves, paths and roots, as the card will recompute them in the browser."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from webapp.domain.ledger import merkle
from webapp.domain.months.root import GENESIS, Shown, account_leaf, leaves, lines_digest, lines_text
from webapp.domain.scoring.line import Kind, Line

MONTH = "2026-10"
SIZES = (0, 1, 2, 3, 5, 8)
# An explanation with what texts of other languages trip over: wide letters, quotes, a letter beyond 16 bits.
LINES = (
    Line(Kind.BASE, "base", 10),
    Line(Kind.DEDUCTION, "W1", -1, sources=("0192b6c0",), result="fault", note='门口有"纸箱"\n𠮷家\\东侧</b>'),
)


def root_cases() -> list[str]:
    """One case a line: the explanation's text, and trees of growing size, each behind the one before."""
    cases: list[dict[str, Any]] = [
        {"name": "explanation", "text": lines_text(LINES), "digest": lines_digest(LINES)},
    ]
    previous = GENESIS
    for number, size in enumerate(SIZES, 1):
        case = _tree(previous, number, size)
        cases.append(case)
        previous = case["root"]
    return [json.dumps(case, ensure_ascii=False) for case in cases]


def _tree(previous: str, number: int, size: int) -> dict[str, Any]:
    shown = [_shown(number, account) for account in range(1, size + 1)]
    salts = [bytes([number, each.account] * 8) for each in shown]
    hashes = [account_leaf(salt, each) for salt, each in zip(salts, shown, strict=True)]
    tree = leaves(previous, hashes)
    accounts = [
        {
            "salt": salt.hex(),
            "shown": asdict(each),
            "leaf": leaf,
            "path": [asdict(step) for step in merkle.path(tree, at)],
        }
        for at, (salt, each, leaf) in enumerate(zip(salts, shown, hashes, strict=True), 1)
    ]
    return {"name": f"{size} accounts", "previous_root": previous, "accounts": accounts, "root": merkle.root(tree)}


def _shown(number: int, account: int) -> Shown:
    """Every third account was not assessed."""
    lines = lines_digest(LINES[:account])
    if account % 3 == 0:
        return Shown(account, MONTH, number, False, None, None, None, False, lines)
    return Shown(account, MONTH, number, True, 10 - account, account, 10, account == 1, lines)
