"""The lines of a score in the reader's words, as residents meet them on card and door plate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from flask_babel import gettext as _

from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.checklist import Item
from webapp.domain.scoring.line import Kind, Line
from webapp.domain.scoring.observation import Result
from webapp.i18n import language
from webapp.line_reasons import reasons_of, reasons_of_cut, reasons_of_deeds
from webapp.pages import day_words
from webapp.rule_words import consequence, line_title


@dataclass(frozen=True, slots=True)
class Row:
    """One line as shown: what, what is said of it, points; `said` are the inspector's words.

    `item`, `checks` and `recheck` lead to its photos, `code` to its rule; `why` says that rule and what came of it.
    `until` is the last day on which putting right restores the point, None when there is none left.
    """

    kind: str
    title: str
    amount: int
    details: tuple[str, ...] = ()
    said: str = ""
    item: str = ""
    checks: tuple[str, ...] = ()
    recheck: str = ""
    code: str = ""
    why: tuple[str, ...] = ()
    until: dt.date | None = None


def explain(book: RuleBook, lines: Iterable[Line], own_deeds: frozenset[str] = frozenset()) -> list[Row]:
    """Every line as a row, the deeds of one kind drawn together.

    Of deeds in `own_deeds` the day and text are shown; all others stay nameless, with kind and points alone.
    """
    lines = list(lines)
    rows = [_item_row(book, line) for line in lines if line.kind not in (Kind.BONUS, Kind.CAP, Kind.FLOOR)]
    rows += [_deed_row(book, code, lines, own_deeds) for code in _deed_codes(lines)]
    return rows + [_cap_row(book, line, lines) for line in lines if line.kind in (Kind.CAP, Kind.FLOOR)]


def _item_row(book: RuleBook, line: Line) -> Row:
    if line.kind == Kind.BASE:
        title = _("三包%(count)s项，先给满分", count=len(book.items)) if book.items else line_title(book, line)
        return Row(line.kind, title, line.amount, why=reasons_of(book, line))
    return Row(
        kind=line.kind,
        title=line_title(book, line),
        amount=line.amount,
        details=_said_of(book, line),
        said=_words(book, line),
        item=line.code,
        checks=line.sources,
        recheck=line.restored_by or "",
        code=line.code,
        why=reasons_of(book, line),
        until=line.until,
    )


def _said_of(book: RuleBook, line: Line) -> tuple[str, ...]:
    """When it was found and what became of it."""
    if line.day is None:
        return ()
    day, followed = day_words(line.day), consequence(book, line)
    if followed or line.kind == Kind.BREACH:
        return (_("%(day)s，%(text)s", day=day, text=followed) if followed else day,)
    if line.kind == Kind.RESTORED and line.restored_on:
        return (_("%(day)s查到，%(later)s已改好，不扣分", day=day, later=day_words(line.restored_on)),)
    if line.kind == Kind.NO_COST:
        return (_no_cost_words(line.result, day),)
    found = _("%(day)s查到", day=day)
    if len(line.sources) > 1:
        found = _("%(day)s查到，这个月一共%(count)s次，只扣一次", day=day, count=len(line.sources))
    if line.until:
        return found, _("最晚%(day)s改好，复查看到就不扣", day=day_words(line.until))
    return (found,)


def _no_cost_words(result: str | None, day: str) -> str:
    if result == Result.FIXED:
        return _("%(day)s查到，当场改好，不扣分", day=day)
    if result == Result.THIRD_PARTY:
        return _("%(day)s查到，不是这户造成的，不扣分", day=day)
    if result == Result.DISMISSED:
        return _("%(day)s查到，审核认为不算，不扣分", day=day)
    if result == Result.SET_ASIDE:
        return _("%(day)s查到，异议成立，不扣分", day=day)
    return _("%(day)s这一项不适用，不扣分", day=day)


def _words(book: RuleBook, line: Line) -> str:
    """The phrases in the reader's language, then the note as it was written."""
    item = book.item(line.code)
    known = {each.label.zh: each.label.text(language()) for each in item.phrases} if item else {}
    asked = graded(item, line)
    parts = [*([asked] if asked else []), *(known.get(phrase, phrase) for phrase in line.phrases)]
    if line.note:
        parts.append(line.note)
    if line.amended:
        parts.append(_("审核改判：%(reason)s", reason=line.amended))
    return _("，").join(parts)


class Graded(Protocol):
    """A finding, or a line about one."""

    @property
    def severity(self) -> str | None: ...

    @property
    def count(self) -> int | None: ...


def graded(item: Item | None, said: Graded) -> str:
    """How bad or how many, where the rule book asks for it: 严重, 3处."""
    if item and item.count and said.count:
        unit = item.count.label.text(language())
        return f"{said.count} {unit}" if language().startswith("en") else f"{said.count}{unit}"
    levels = {each.code: each.label.text(language()) for each in item.severity} if item else {}
    return levels.get(said.severity or "", "")


def _deed_codes(lines: list[Line]) -> list[str]:
    return list(dict.fromkeys(line.code for line in lines if line.kind == Kind.BONUS))


def _deed_row(book: RuleBook, code: str, lines: list[Line], own_deeds: frozenset[str]) -> Row:
    deeds = [line for line in lines if line.kind == Kind.BONUS and line.code == code]
    kind = book.deed(code)
    title = _("%(kind)s%(count)s次", kind=kind.label.text(language()) if kind else code, count=len(deeds))
    own = [line for line in deeds if own_deeds.intersection(line.sources)]
    details = [_own_words(line) for line in own]
    if own_deeds and len(own) < len(deeds):
        details.append(_("院里别家%(count)s次", count=len(deeds) - len(own)))
    amount, why = sum(line.amount for line in deeds), reasons_of_deeds(book, deeds, lines)
    return Row(Kind.BONUS, title, amount, tuple(details), code=code, why=why)


def _own_words(line: Line) -> str:
    day = day_words(line.day) if line.day else ""
    return _("%(day)s，%(text)s", day=day, text=line.note) if line.note else day


def _cap_row(book: RuleBook, line: Line, lines: list[Line]) -> Row:
    return Row(line.kind, line_title(book, line), line.amount, why=reasons_of_cut(book, line, lines))
