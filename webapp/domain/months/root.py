"""The root of a publication: over the root before it, a salted leaf for each account, and the rulings it takes up."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from webapp.domain.ledger import merkle
from webapp.domain.scoring.line import Line

GENESIS = "0" * 64
SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Shown:
    """What the card shows of one account in one publication; `lines` is the digest of the explanation's text.

    Not assessed there are no figures.
    """

    account: int
    month: str
    number: int
    assessed: bool
    base: int | None
    bonus: int | None
    total: int | None
    commended: bool
    lines: str


def shown_in(document: Mapping[str, Any], lines: Mapping[int, str]) -> list[Shown]:
    """The accounts of a publication's document in its order; `lines` has the digest of each one's explanation."""
    return [
        Shown(
            row["account"],
            document["month"],
            document["number"],
            row["assessed"],
            row["base"],
            row["bonus"],
            row["total"],
            row["commended"],
            lines[row["account"]],
        )
        for lane in document["lanes"]
        for row in lane["rows"]
    ]


def account_leaf(salt: bytes, shown: Shown) -> str:
    """The leaf's hash; nobody without the salt can guess what is in it."""
    return merkle.leaf_hash(account_text(salt, shown).encode())


def account_text(salt: bytes, shown: Shown) -> str:
    """What is hashed for an account."""
    return _text(
        "sanbao account 1",
        salt.hex(),
        shown.account,
        shown.month,
        shown.number,
        int(shown.assessed),
        shown.base,
        shown.bonus,
        shown.total,
        int(shown.commended),
        shown.lines,
    )


def previous_leaf(previous_root: str) -> str:
    """The leaf of the publication before; GENESIS where there is none."""
    return _leaf("sanbao previous 1", previous_root)


def rulings_leaf(count: int, head: str) -> str:
    """The leaf of the chain of objections as a correction takes it up: how many steps, and the digest of the last."""
    return _leaf("sanbao rulings 1", count, head)


def leaves(previous_root: str, accounts: Iterable[str], rulings: str | None = None) -> list[str]:
    """All leaves in order: the account at position n, counted from 1, is the leaf at index n."""
    return [previous_leaf(previous_root), *accounts, *([rulings] if rulings else [])]


def publication_root(previous_root: str, accounts: Iterable[str], rulings: str | None = None) -> str:
    return merkle.root(leaves(previous_root, accounts, rulings))


def lines_text(lines: Iterable[Line]) -> str:
    """The one text of an explanation that is hashed."""
    return json.dumps([line.as_data() for line in lines], ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def lines_digest(lines: Iterable[Line]) -> str:
    return hashlib.sha256(lines_text(lines).encode()).hexdigest()


def _leaf(*fields: object) -> str:
    return merkle.leaf_hash(_text(*fields).encode())


def _text(*fields: object) -> str:
    """One field a line, each with its length in bytes before it, so that no two leaves read alike; None is empty."""
    texts = ["" if field is None else str(field) for field in fields]
    return "".join(f"{len(text.encode())}:{text}\n" for text in texts)
