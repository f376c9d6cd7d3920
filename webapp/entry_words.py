"""What a ledger entry is for, in the reader's words."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.domain.ledger.posting import REVERSAL, SPENT, UNDONE
from webapp.domain.ledger.settlement import CLEARED, ZEROED
from webapp.domain.rules.book import RuleBook
from webapp.i18n import language
from webapp.models import LedgerEntry


def entry(row: LedgerEntry, book: RuleBook | None) -> str:
    """By the rule book it was made under."""
    moved = {SPENT: _("兑换"), UNDONE: _("兑换撤回"), CLEARED: _("结算清零"), ZEROED: _("结算清零")}
    if row.kind in moved:
        return moved[row.kind]
    part = book and (book.item(row.code) or book.rule_of(row.code))
    named = getattr(part, "fault", None) or getattr(part, "label", None)
    plain = {"base": _("基础分"), "bonus_cap": _("加分超过上限的部分")}
    what = named.text(language()) if named else plain.get(row.code, row.code)
    return _("冲销：%(what)s", what=what) if row.kind == REVERSAL else what
