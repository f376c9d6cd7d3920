"""The overview: tables of the latest months, each of which the page also draws and a spreadsheet can have."""

from __future__ import annotations

import datetime as dt
import statistics
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flask import Response, abort, render_template, send_file
from flask_babel import gettext as _
from flask_login import current_user

from webapp import clock
from webapp.domain.calendar_month import previous_month
from webapp.i18n import language
from webapp.models.month import Month
from webapp.pages import month_words
from webapp.queries import overview
from webapp.queries.months import months_of
from webapp.queries.rule_books import rule_book_in_force
from webapp.queries.scores import totals_of
from webapp.tables.write import FORMATS, MEDIA_TYPES, write_table

MONTHS = 12
NOTHING = "–"
Row = tuple[str, Sequence[int | str]]


@dataclass(frozen=True, slots=True)
class Table:
    """`kind` is how it is drawn: line, bar or stacked. A row is its name and a figure for each of `columns`.

    The first `drawn` columns are drawn: figures of another size would flatten them.
    """

    code: str
    title: str
    meaning: str
    kind: str
    first: str
    columns: list[str]
    rows: list[Row]
    drawn: int = 99

    @property
    def is_empty(self) -> bool:
        return not any(cell not in (0, NOTHING) for _name, cells in self.rows for cell in cells)


def overview_page() -> str:
    return render_template("staff/overview.html", tables=[make() for make in TABLES.values()])


def overview_file(what: str, form: str) -> Response:
    """One of the tables for a spreadsheet."""
    if what not in TABLES or form not in FORMATS:
        abort(404)
    table = TABLES[what]()
    file = tempfile.TemporaryFile()  # noqa: SIM115, closed with the answer
    file.writelines(write_table(form, [table.first, *table.columns], ([name, *cells] for name, cells in table.rows)))
    file.seek(0)
    name = f"sanbao-{current_user.community.slug}-{what}-{clock.today(current_user.community)}.{form}"
    answer = send_file(file, MEDIA_TYPES[form], as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _months() -> list[str]:
    """The latest months up to this one, the earliest first."""
    names = [f"{clock.today(current_user.community):%Y-%m}"]
    while len(names) < MONTHS:
        names.append(previous_month(names[-1]))
    return names[::-1]


def _coverage() -> Table:
    months, key = _months(), current_user.community_id
    enrolled, checked = overview.enrolled_by_month(key, months), overview.checked_by_month(key, months)
    rows: list[Row] = []
    for month in _begun(months, checked):
        checks, yards = checked.get(month, (0, 0))
        rows.append((month_words(month), [enrolled[month], yards, max(enrolled[month] - yards, 0), checks]))
    columns = [_("参加的院落"), _("查到的院落"), _("没有查到"), _("检查次数")]
    meaning = _("只算通过了的检查。没有查到的院落，那个月是未评。")
    return Table("coverage", _("查到了多少"), meaning, "line", _("月份"), columns, rows, drawn=3)


def _items() -> Table:
    months, key = _months(), current_user.community_id
    book = rule_book_in_force(key, months[-1])[1]
    found = overview.faults_by_item(key, months)
    names = {item.code: item.short.text(language()) for item in book.items}
    codes = [*names, *sorted({code for counts in found.values() for code in counts} - set(names))]
    rows = _counted(months, found, codes)
    meaning = _("通过了的检查里每项不合格多少次；后来改好的也算。")
    labels = [names.get(code, code) for code in codes]
    return Table("items", _("哪些项目不合格"), meaning, "stacked", _("月份"), labels, rows)


def _grids() -> Table:
    months, key = _months(), current_user.community_id
    names = overview.grid_names(key)
    rows = _counted(months, overview.faults_by_grid(key, months), names)
    meaning = _("同样的次数，按网格分。院落多的网格，次数也会多。")
    return Table("grids", _("哪些网格不合格"), meaning, "stacked", _("月份"), names, rows)


def _spread() -> Table:
    """Of the latest month that everybody can see."""
    month = next((each for each in months_of(current_user.community_id) if _is_public(each)), None)
    totals = Counter(totals_of(current_user.community_id, month.name).values()) if month else Counter()
    steps = range(min(totals), max(totals) + 1) if totals else range(0)
    rows: list[Row] = [(str(total), [totals[total]]) for total in steps]
    about = month_words(month.name) if month else _("还没有公示过")
    return Table("spread", _("分数分布"), about, "bar", _("分数"), [_("户数")], rows)


def _answers() -> Table:
    months, key = _months(), current_user.community_id
    decided, answered = overview.days_to_decide(key, months), overview.days_to_answer(key, months)
    rows: list[Row] = [
        (month_words(month), [_median(decided.get(month)), _median(answered.get(month))])
        for month in _begun(months, {**decided, **answered})
    ]
    meaning = _("从收到到审完、从登记到答复，中间的那一件用了几天。")
    return Table("answers", _("办得快不快"), meaning, "line", _("月份"), [_("审完一次巡查"), _("答复一件异议")], rows)


def _goods() -> Table:
    months = _months()
    spent = overview.spent_by_month(current_user.community_id, dt.date.fromisoformat(f"{months[0]}-01"))
    rows: list[Row] = [(month_words(month), spent.get(month, (0, 0, 0))) for month in _begun(months, spent)]
    meaning = _("撤回的兑换不算。")
    columns = [_("用了几分"), _("兑换几次"), _("领走几件")]
    return Table("goods", _("兑换了多少"), meaning, "bar", _("月份"), columns, rows, drawn=1)


TABLES: dict[str, Callable[[], Table]] = {
    "coverage": _coverage,
    "items": _items,
    "grids": _grids,
    "spread": _spread,
    "answers": _answers,
    "goods": _goods,
}


def _is_public(month: Month) -> bool:
    return month.state in ("published", "final", "settled", "archived")


def _begun(months: list[str], known: Iterable[str]) -> list[str]:
    """From the first one of which anything is known."""
    first = min(known, default="")
    return [month for month in months if first and month >= first]


def _counted(months: list[str], found: overview.ByMonth, names: list[str]) -> list[Row]:
    return [(month_words(month), [found[month][name] for name in names]) for month in _begun(months, list(found))]


def _median(days: list[float] | None) -> str:
    return f"{statistics.median(days):.1f}" if days else NOTHING
