"""A card in sentences: what is read aloud to somebody who does not read it, by the phone or at the counter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from webapp.domain.scoring.line import Kind
from webapp.explanations import Row
from webapp.i18n import language
from webapp.pages import day_words, month_words


@dataclass(frozen=True, slots=True)
class ToldMonth:
    """A month that `runs` is not published yet. `missed` says why it is 未评."""

    name: str
    assessed: bool
    total: int
    full: int
    rows: tuple[Row, ...]
    runs: bool = False
    missed: tuple[tuple[dt.date, str], ...] = ()


def month_sentences(month: ToldMonth) -> Iterator[str]:
    """The score first, then every line with its reason, and what to do until when."""
    name = month_words(month.name)
    if month.runs:
        yield from _running(name, month)
    elif month.assessed:
        yield _("%(month)s得了%(total)s分，满分%(full)s分。", month=name, total=month.total, full=month.full)
    else:
        yield _("%(month)s没有评分，也不是0分。", month=name)
    for day, why in month.missed:
        yield _("%(day)s来过，%(why)s，没有查。", day=day_words(day), why=why)
    yield from _lines(month)


def _running(name: str, month: ToldMonth) -> Iterator[str]:
    if month.assessed:
        yield _("%(month)s还没公示，到现在%(total)s分，评好以前还会变。", month=name, total=month.total)
    else:
        yield _("%(month)s还没有查过，或者查的还没有审。", month=name)


def _lines(month: ToldMonth) -> Iterator[str]:
    costs = [row for row in month.rows if row.kind == Kind.DEDUCTION]
    if month.assessed and not costs:
        yield _("没有扣分。")
    for row in month.rows:
        if row.kind != Kind.BASE:
            yield _line(row)
    if costs and not month.runs:
        yield _("改好以后，下个月不再扣。")


def _line(row: Row) -> str:
    if row.amount < 0:
        said = _("扣%(count)s分，%(what)s。", count=-row.amount, what=row.title)
    elif row.amount > 0:
        said = _("加%(count)s分，%(what)s。", count=row.amount, what=row.title)
    else:
        said = _("%(what)s。", what=row.title)
    return _joined([said, *(_("%(what)s。", what=each) for each in (*row.details, *filter(None, [row.said])))])


def objecting_sentence(until: dt.date | None, contact: str) -> Iterator[str]:
    """Nothing after the last day."""
    if until is not None:
        yield _("觉得不对，最晚%(day)s说，联系%(contact)s，或者到社区窗口。", day=day_words(until), contact=contact)


def points_sentences(spendable: int, waiting: int) -> Iterator[str]:
    yield _("现在可以用的积分有%(count)s分。", count=spendable)
    if waiting:
        yield _("公示结束以后再加%(count)s分。", count=waiting)


def turn_sentences(turns: Iterable[tuple[str, dt.date]]) -> Iterator[str]:
    """Of each good whose turn has come, and until when."""
    for good, until in turns:
        yield _("您等的%(good)s到了，最晚%(day)s定下来，过了就让给下一户。", good=good, day=day_words(until))


def _joined(sentences: Iterable[str]) -> str:
    """In English a space stands between sentences."""
    return (" " if language().startswith("en") else "").join(sentences)
