"""The ledger: entries made from a score's lines, their reversal, and what a balance is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from webapp.domain.ledger.chain import GENESIS, Break, Posting, chain, verify_chain
from webapp.domain.ledger.entry import Entry
from webapp.domain.scoring.score import AccountScore

__all__ = [
    "GENESIS",
    "Balance",
    "Break",
    "Entry",
    "Posting",
    "chain",
    "corrected",
    "entries_for",
    "reversal",
    "standing",
    "verify_chain",
]

REVERSAL = "reversal"
SPENT, UNDONE = "exchange", "exchange_undone"
SPENDING = (SPENT, UNDONE)


@dataclass(frozen=True, slots=True)
class Balance:
    """Points of an account: those that can be spent, and those of months not yet settled."""

    spendable: int
    waiting: int


def entries_for(score: AccountScore, account: int, month: str, rule_version: int, bucket: str) -> tuple[Entry, ...]:
    """One entry for each line of the explanation that moves points; their source is the line's first evidence.

    `bucket` is where points lie whose line names none.
    """
    return tuple(
        Entry(
            account,
            line.bucket or bucket,
            month,
            str(line.kind),
            line.code,
            line.amount,
            next(iter(line.sources), ""),
            rule_version,
        )
        for line in score.lines
        if line.amount
    )


def standing(posted: Iterable[Posting]) -> tuple[Posting, ...]:
    """What no reversal has cancelled."""
    posted = tuple(posted)
    cancelled = {each.entry.source for each in posted if each.entry.kind == REVERSAL}
    return tuple(each for each in posted if each.entry.kind != REVERSAL and each.digest not in cancelled)


def corrected(posted: Iterable[Posting], due: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries after which each account holds what is `due` in place of what still stands of `posted`; accounts that
    are right already are left alone.
    """
    posted, due = standing(posted), tuple(due)
    have, want = _by_account(each.entry for each in posted), _by_account(due)
    wrong = {account for account in (*have, *want) if have.get(account) != want.get(account)}
    return (
        *reversal(each for each in posted if each.entry.account in wrong),
        *(entry for entry in due if entry.account in wrong),
    )


def _by_account(entries: Iterable[Entry]) -> dict[int, Counter[Entry]]:
    found: defaultdict[int, Counter[Entry]] = defaultdict(Counter)
    for entry in entries:
        found[entry.account][entry] += 1
    return dict(found)


def reversal(posted: Iterable[Posting]) -> tuple[Entry, ...]:
    """The entries that cancel what still stands of `posted`; each names the digest of the one it cancels."""
    return tuple(
        replace(each.entry, kind=REVERSAL, amount=-each.entry.amount, source=each.digest) for each in standing(posted)
    )
