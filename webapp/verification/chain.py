"""The ledger by itself: the chain from its first entry, which months it speaks of, and what was spent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from webapp.domain.ledger.posting import SPENDING, SPENT, UNDONE, Posting, verify_chain
from webapp.domain.months.verification import Difference, Part, compare_fields
from webapp.queries.ledger import postings
from webapp.queries.verified_ledger import Spending, spendings
from webapp.verification.counts import Counts


class Chain:
    """Goes once through the whole ledger; afterwards `by_month` has how many entries there are, but for spending."""

    def __init__(self, community_id: int, counts: Counts) -> None:
        self.community_id, self._counts = community_id, counts
        self.by_month: Counter[str] = Counter()
        self._latest: Posting | None = None

    def differences(self) -> Iterator[Difference]:
        rest = self._watched()
        broken = verify_chain(rest)
        if broken:
            assert self._latest is not None, "an empty chain holds"
            entry = self._latest.entry
            yield Difference(Part.CHAIN, entry.month, entry.account, str(broken.sequence), "", broken.reason)
        for _ in rest:
            pass

    def _watched(self) -> Iterator[Posting]:
        for posting in postings(self.community_id):
            self._latest = posting
            self._counts.entries += 1
            if posting.entry.kind not in SPENDING:
                self.by_month[posting.entry.month] += 1
            yield posting


def spending_differences(community_id: int, counts: Counts) -> Iterator[Difference]:
    """Each redemption took its points from its account, and gave them back if it was undone."""
    for key, spending in spendings(community_id):
        counts.redemptions += 1
        yield from compare_fields(Part.SPENDING, "", _whose(spending), _expected(spending), _found(spending), f"{key} ")


def _whose(spending: Spending) -> int | None:
    if spending.redemption:
        return spending.redemption.account_id
    return next(iter(spending.entries))[0] if spending.entries else None


def _expected(spending: Spending) -> dict[str, int]:
    redemption = spending.redemption
    if redemption is None:
        return {}
    spent = {f"{SPENT} {redemption.account_id}": -redemption.points}
    return spent | ({f"{UNDONE} {redemption.account_id}": redemption.points} if redemption.undone_at else {})


def _found(spending: Spending) -> dict[str, int]:
    return {f"{kind} {account}": amount for (account, kind), amount in spending.entries.items()}
