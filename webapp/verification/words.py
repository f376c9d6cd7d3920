"""Differences and what was looked at, in the reader's words."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.domain.months.verification import Difference, Part
from webapp.verification.counts import Counts

SHORT = 16  # letters of a hash that are enough to tell it from another
LONGEST = 80


def difference_words(difference: Difference, account: str) -> str:
    """One sentence: which month, which account (as `account` calls it), what, what it should be and what it is."""
    place = [part for part in (difference.month, account, _subject(difference)) if part]
    return _("，").join(place) + _("：") + _told(difference)


def counts_words(counts: Counts) -> str:
    """How much was looked at."""
    parts = [
        _("规则%(count)s版", count=counts.versions),
        _("账%(count)s笔", count=counts.entries),
        _("兑换%(count)s次", count=counts.redemptions),
        _("公示%(count)s次", count=counts.publications),
        _("%(count)s个月", count=counts.months),
        _("得分%(count)s个", count=counts.scores),
        _("原文%(count)s份", count=counts.texts),
        _("照片%(count)s张", count=counts.photos),
    ]
    if counts.objections:
        parts.append(_("异议%(count)s件", count=counts.objections))
    if counts.samples:
        parts.append(_("抽查%(count)s次", count=counts.samples))
    told = _("、").join(parts)
    if counts.expired:
        told += _("；另有%(count)s张照片按期删了", count=counts.expired)
    if counts.unrooted:
        told += _("；%(count)s次公示是早先的版本做的，没有指纹链", count=counts.unrooted)
    return told


def _subject(difference: Difference) -> str:
    what = difference.what
    return {
        Part.RULES: _("规则第%(what)s版", what=what),
        Part.CHAIN: _("账本第%(what)s笔", what=what),
        Part.PUBLICATION: _("公示 %(what)s", what=what),
        Part.ROOT: _("公示的指纹 %(what)s", what=what),
        Part.LEAF: _("指纹里这一户 %(what)s", what=what),
        Part.SCORE: _("得分，%(what)s", what=_field(what)),
        Part.LINE: _("得分明细 %(what)s", what=what),
        Part.DOCUMENT: _("公示的内容，%(what)s", what=_field(what)),
        Part.ENTRY: _("账 %(what)s", what=what),
        Part.SPENDING: _("兑换 %(what)s", what=what),
        Part.TEXT: _("收到的原文 %(what)s", what=what),
        Part.CHECK: _("检查 %(what)s", what=what),
        Part.DEED: _("好事 %(what)s", what=what),
        Part.DECISION: _("审核的决定 %(what)s", what=what),
        Part.PHOTO: _("检查的照片 %(what)s", what=what),
        Part.OBJECTION: _("异议 %(what)s", what=what),
        Part.SAMPLE: _("抽查 %(what)s", what=what),
    }[difference.part]


def _field(name: str) -> str:
    return {
        "assessed": _("评了没有"),
        "base": _("基础分"),
        "bonus": _("加分"),
        "total": _("合计"),
        "commended": _("表彰"),
        "faults": _("扣分项目"),
    }.get(name, name)


def _told(difference: Difference) -> str:
    if difference.part is Part.CHAIN:
        return {
            "sequence_differs": _("前面少了一笔"),
            "previous_differs": _("没有连着前一笔"),
        }.get(difference.found, _("内容和指纹对不上"))
    return _(
        "应该是%(expected)s，现在是%(found)s",
        expected=_value(difference.expected),
        found=_value(difference.found),
    )


def _value(text: str) -> str:
    if not text:
        return _("没有")
    is_hash = len(text) == 64 and not set(text) - set("0123456789abcdef")
    limit = SHORT if is_hash else LONGEST
    return text if len(text) <= limit else f"{text[:limit]}…"
