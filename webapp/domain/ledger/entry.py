"""A ledger entry before it is posted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """`amount` points to `account` for `month`; ids, codes and digests only, no personal data."""

    account: int
    bucket: str
    month: str
    kind: str
    code: str
    amount: int
    source: str
    rule_version: int
