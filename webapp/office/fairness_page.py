"""The figures of fairness, as staff and oversight read them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from flask_login import current_user

from webapp import clock
from webapp.domain.months.fairness import Agreement, Reading, Share, Strictness
from webapp.models import Month
from webapp.queries.fairness import fairness_of
from webapp.queries.month_desk import book_of


def fairness_page(month: Month) -> dict[str, Any]:
    book = book_of(month)
    return {
        "month": month,
        "figures": fairness_of(month, book, clock.today(current_user.community)),
        "judges": book.judges,
        "hundredths": hundredths,
        "top_words": top_words,
        "concentration_words": concentration_words,
        "strictness_words": strictness_words,
        "agreement_words": agreement_words,
    }


def hundredths(value: Fraction | None) -> str:
    """Two places, for reading only."""
    return "–" if value is None else f"{float(value):.2f}"


def top_words(share: Share) -> str:
    if share.reading == Reading.TOO_FEW:
        return _("还没有评过分的户。")
    if share.reading == Reading.CROWDED:
        return _("一多半都是满分：分数分不出好坏，可以考虑把项目定细，或者少加分。")
    return _("分数拉得开。")


def concentration_words(share: Share) -> str:
    if share.reading == Reading.TOO_FEW:
        return _("这个月还没有加分。")
    if share.reading == Reading.CONCENTRATED:
        return _("一半以上的加分给了十分之一的户：看一看别的户是不是不知道、或者没有机会。")
    return _("加分分得散，没有集中在少数户。")


def strictness_words(each: Strictness) -> str:
    return {
        Reading.TOO_FEW: _("查得太少，看不出来"),
        Reading.STRICT: _("比别人严得多：看看是院子不同，还是尺子不同"),
        Reading.MILD: _("比别人松得多：看看是院子不同，还是尺子不同"),
    }.get(each.reading, _("和别人差不多"))


def agreement_words(each: Agreement) -> str:
    return {
        Reading.TOO_FEW: _("两个人都查过的太少，看不出来"),
        Reading.AGREE: _("看法一致"),
        Reading.PARTLY: _("有的一致，有的不一致：一起走一趟，对一对标准"),
    }.get(each.reading, _("看法常常不同：要先统一标准"))
