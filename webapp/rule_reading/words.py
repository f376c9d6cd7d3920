"""Spans, limits and lists as sentences say them."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from webapp.domain.rules.accounts import Subject
from webapp.domain.rules.label import Label
from webapp.domain.rules.limits import Limits
from webapp.domain.rules.span import HALF_YEAR, MONTH, QUARTER, YEAR, Span
from webapp.i18n import language
from webapp.pages import month_words
from webapp.rule_words import period_name


def told(label: Label) -> str:
    return label.text(language())


def sentence(*parts: str) -> str:
    """The parts that say something, as one sentence."""
    text = _("；").join(part for part in parts if part)
    return _("%(text)s。", text=text[:1].upper() + text[1:])


def listed(parts: Iterable[str]) -> str:
    return _("、").join(parts)


def subject_name(subject: str) -> str:
    return {
        Subject.COURTYARD: _("院子"),
        Subject.HOUSEHOLD: _("家庭"),
        Subject.PERSON: _("个人"),
        Subject.TEAM: _("队伍"),
    }[Subject(subject)].lower()


def every(span: Span) -> str:
    """每个月, 每季度, 每24个月（从2026年1月算起）."""
    return {MONTH: _("每个月"), QUARTER: _("每季度"), HALF_YEAR: _("每半年"), YEAR: _("每年")}.get(span) or _(
        "每%(months)s个月（从%(month)s算起）", months=span.months, month=month_words(span.start)
    )


def within(span: Span) -> str:
    """一年里, of warnings."""
    return {MONTH: _("一个月里"), QUARTER: _("一个季度里"), HALF_YEAR: _("半年里"), YEAR: _("一年里")}.get(span) or _(
        "%(months)s个月里（从%(month)s算起）", months=span.months, month=month_words(span.start)
    )


def capped(limits: Limits) -> Iterator[str]:
    for period, most in limits.cap:
        yield _("%(period)s最多%(most)s分", period=period_name(period), most=most)


def counted(limits: Limits) -> Iterator[str]:
    for period, most in limits.times:
        yield _("%(period)s最多算%(most)s次", period=period_name(period), most=most)


def limited(limits: Limits) -> str:
    """一天最多8分，一个月最多算2次; "" without limits."""
    return _("，").join([*capped(limits), *counted(limits)])


def months_of_year(months: Iterable[int]) -> str:
    english = language().startswith("en")
    return listed(month_name[month] if english else f"{month}月" for month in months)
