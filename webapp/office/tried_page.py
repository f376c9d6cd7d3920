"""What the dry run's page and file show: which months and rows are asked for, and figures in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from webapp.domain.months.tried import Sums, TriedMonth, TriedRow
from webapp.domain.rules.accounts import Subject
from webapp.domain.rules.book import RuleBook
from webapp.domain.scoring.score import AccountScore
from webapp.i18n import language
from webapp.office.words import account_name
from webapp.pages import MINUS, signed
from webapp.rule_words import yuan

SHOWN = ("differing", "more", "less", "rows")
ORDERS = ("door", "change")
Cell = str | int


@dataclass(frozen=True, slots=True)
class Choice:
    """What the address asks for. `months` is empty if somebody asked for none."""

    known: tuple[str, ...]
    months: tuple[str, ...]
    show: str
    order: str

    @classmethod
    def of(cls, asked: MultiDict[str, str], known: Sequence[str], running: str) -> Choice:
        months = tuple(month for month in known if month in asked.getlist("month"))
        if not months and "asked" not in asked:
            months = _last_finished(known, running)
        show, order = asked.get("show", ""), asked.get("order", "")
        return cls(tuple(known), months, show if show in SHOWN else SHOWN[0], order if order in ORDERS else ORDERS[0])

    def rows(self, tried: TriedMonth) -> list[TriedRow]:
        """Those that are asked for; by difference the greatest gain first, whoever has none last."""
        found = list(getattr(tried, self.show))
        if self.order == "change":
            found.sort(key=lambda row: (row.change is None, -(row.change or 0)))
        return found


def _last_finished(known: Sequence[str], running: str) -> tuple[str, ...]:
    finished = [month for month in known if month < running] or list(known)
    return tuple(finished[-1:])


def counted_as(tried: TriedMonth) -> str:
    """What the rows are, after a number: courtyards, households; accounts where there are several kinds."""
    kinds = {row.label.kind for row in tried.rows}
    names = {
        Subject.COURTYARD.value: _("个院子"),
        Subject.HOUSEHOLD.value: _("户人家"),
        Subject.PERSON.value: _("人"),
        Subject.TEAM.value: _("支队伍"),
    }
    return names[kinds.pop()] if len(kinds) == 1 else _("个账户")


def shown_total(score: AccountScore | None) -> str:
    """12, 未评, 未评（+9）; – where there is no score."""
    if score is None:
        return "–"
    if score.assessed:
        return f"{MINUS if score.total < 0 else ''}{abs(score.total)}"
    return _("未评（%(points)s）", points=signed(score.total)) if score.total else _("未评")


def mean(sums: Sums) -> str:
    whole, tenth = divmod(abs(sums.tenths), 10)
    return f"{MINUS if sums.tenths < 0 else ''}{whole}.{tenth}"


def money(book: RuleBook, sums: Sums) -> str:
    """What all points are worth, "" without a rate."""
    rate = book.exchange.rate if book.exchange else None
    return yuan(rate.fen_of(max(sums.points, 0))) if rate else ""


def kind_name(code: str, books: Mapping[int, RuleBook]) -> str:
    """A kind of deed as the latest version called it that knew it."""
    for version in sorted(books, reverse=True):
        rule = books[version].rule_of(code)
        if rule:
            return rule.label.text(language())
    return code


def file_name(months: Sequence[str]) -> str:
    """dry-run-2026-10.csv, dry-run-2026-09-to-2026-11.csv."""
    ends = [*months[:1], *months[1:][-1:]]
    return f"dry-run-{'-to-'.join(ends)}.csv"


def file_headers() -> list[str]:
    return [_("年"), _("月"), _("谁的"), _("户主"), _("现在"), _("按草稿"), _("相差"), _("现在表彰"), _("按草稿表彰")]


def file_lines(tried: TriedMonth) -> Iterator[list[Cell]]:
    """A row for each account. The month is two numbers, because spreadsheets make days of months and of 9-1."""
    year, month = (int(part) for part in tried.month.split("-"))
    for row in tried.rows:
        change = "" if row.change is None else row.change
        honours = [_("是") if each else "" for each in (row.commended_before, row.commended_after)]
        totals = [_figure(row.before), _figure(row.after)]
        yield [year, month, account_name(row.label), row.label.holder, *totals, change, *honours]


def _figure(score: AccountScore | None) -> Cell:
    return score.total if score and score.assessed else shown_total(score) if score else ""
