"""兑换收据: what was exchanged, on half a sheet, signed on the screen or to be signed by hand."""

from __future__ import annotations

import datetime as dt
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from webapp import clock
from webapp.models import Community, Redemption, StockEntry
from webapp.pages import whole_day_words
from webapp.paper.press import page_text, print_page
from webapp.queries.account_labels import AccountLabel


@dataclass(frozen=True, slots=True)
class Receipt:
    """`signature` is a PNG, empty where nobody signed on the screen."""

    community: Community
    redemption: Redemption
    label: AccountLabel
    issued: Sequence[StockEntry]
    signature: bytes

    @property
    def drawn(self) -> str:
        return f"data:image/png;base64,{b64encode(self.signature).decode()}" if self.signature else ""

    @property
    def other_points(self) -> int:
        return other_points(self.redemption, self.issued)

    @property
    def day(self) -> str:
        return whole_day_words(self.at.date())

    @property
    def at(self) -> dt.datetime:
        return clock.local(self.community, self.redemption.made_at)


def other_points(redemption: Redemption, issued: Sequence[StockEntry]) -> int:
    """What was paid for things that stand in no catalogue."""
    return redemption.points + sum(entry.quantity * (entry.points or 0) for entry in issued) if issued else 0


def receipt_pdf(receipt: Receipt, before_printing: Callable[[], None]) -> bytes:
    """Everything is read before the press begins, which may have to wait."""
    text = page_text("receipt", receipt=receipt)
    before_printing()
    return print_page("receipt", text)
