"""What stands behind one line of a score: when, how much, what was said, and why it costs or gives what it does."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from flask_babel import gettext as _

from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.span import HALF_YEAR, MONTH, QUARTER, YEAR, Span
from webapp.domain.rules.values import Bands, Each, Hourly, Value
from webapp.domain.scoring.line import Kind, Line
from webapp.domain.scoring.observation import Result
from webapp.explanations import graded
from webapp.i18n import language
from webapp.office.tried_account import Side, escalation_of
from webapp.pages import day_words
from webapp.rule_words import consequence


def line_details(side: Side, line: Line, who: Mapping[str, str]) -> list[str]:
    """Each a few words; `who` has the inspectors' names by check."""
    book = side.book
    found = [
        day_words(line.day) if line.day else "",
        _said(book, line),
        _figure(book, line),
        _why(line, who),
        consequence(book, line),
        _warned_before(book, line, side.warned),
        _unknown(line, side.unknown),
        _nothing(book, line, side.unknown),
    ]
    return [words for words in found if words]


def _said(book: RuleBook, line: Line) -> str:
    """What the inspector said: how bad or how many, the phrases, the note."""
    item = book.item(line.code)
    known = {each.label.zh: each.label.text(language()) for each in item.phrases} if item else {}
    amended = _("审核改判：%(reason)s", reason=line.amended) if line.amended else ""
    parts = [graded(item, line) if item else "", *(known.get(each, each) for each in line.phrases), line.note, amended]
    return _("，").join(part for part in parts if part)


def _figure(book: RuleBook, line: Line) -> str:
    """60分钟 × 一小时2分: how a count became points."""
    rule = book.rule_of(line.code)
    if rule is None or line.kind not in (Kind.BONUS, Kind.BREACH):
        return ""
    value = rule.value
    if line.count is None:
        return _not_counted(value)
    if isinstance(value, Hourly):
        return _("%(count)s分钟 × 一小时%(points)s分", count=line.count, points=value.per_hour)
    if isinstance(value, Each):
        unit = value.unit.text(language())
        return _("%(count)s%(unit)s × %(points)s分", count=line.count, unit=unit, points=value.each)
    return f"{line.count} {value.unit.text(language())}" if isinstance(value, Bands) else ""


def _not_counted(value: Value) -> str:
    """What is taken where nobody wrote how much."""
    if isinstance(value, Hourly):
        return _("没有记时间，当60分钟 × 一小时%(points)s分", points=value.per_hour)
    if isinstance(value, Each):
        return _("没有记数量，当1%(unit)s × %(points)s分", unit=value.unit.text(language()), points=value.each)
    return _("没有记数量") if isinstance(value, Bands) else ""


def _why(line: Line, who: Mapping[str, str]) -> str:
    """Why a finding costs nothing."""
    if line.kind == Kind.RESTORED and line.restored_on:
        name, day = who.get(line.restored_by or "", ""), day_words(line.restored_on)
        if name:
            return _("%(day)s%(who)s复查，改好了，不扣分", day=day, who=name)
        return _("%(day)s复查，改好了，不扣分", day=day)
    if line.kind != Kind.NO_COST:
        return ""
    return {
        Result.FIXED.value: _("当场改好，不扣分"),
        Result.THIRD_PARTY.value: _("不是这户造成的，不扣分"),
    }.get(line.result or "", _("这一项不适用，不扣分"))


def _warned_before(book: RuleBook, line: Line, warned: Mapping[str, tuple[dt.date, ...]]) -> str:
    """本季度已经提醒过（8月12日）."""
    rule = book.escalation(escalation_of(book, line.code))
    days = warned.get(rule.code, ()) if rule else ()
    if rule is None or not days or line.kind not in (Kind.DEDUCTION, Kind.BREACH, Kind.WARNING):
        return ""
    days_words = _("、").join(day_words(day) for day in days)
    return _("%(span)s已经提醒过（%(days)s）", span=_this(rule.within), days=days_words)


def _this(span: Span) -> str:
    return {MONTH: _("这个月"), QUARTER: _("这个季度"), HALF_YEAR: _("这半年"), YEAR: _("今年")}.get(span) or _(
        "这一轮"
    )


def _unknown(line: Line, unknown: Collection[str]) -> str:
    return _("这份规则里没有这一种，按当时给的分算") if line.kind == Kind.BONUS and line.code in unknown else ""


def _nothing(book: RuleBook, line: Line, unknown: Collection[str]) -> str:
    """Why a line that could move points moves none."""
    if line.amount or line.code in unknown:
        return ""
    if line.kind == Kind.DEDUCTION:
        return _("按这份规则，这一项不扣分")
    rule = book.rule_of(line.code)
    if line.kind == Kind.BONUS and rule:
        return _("数量不够，没有分") if isinstance(rule.value, Hourly | Bands) else _("这一种没有分")
    return ""
