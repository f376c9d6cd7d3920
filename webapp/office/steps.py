"""The line of steps a month takes, as its page draws it."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from webapp.domain.months.cycle import State
from webapp.domain.rules.book import RuleBook
from webapp.models import Month, MonthStep
from webapp.office.frame import local
from webapp.pages import day_words

ORDER = list(State)


@dataclass(frozen=True, slots=True)
class LineStep:
    """`mark` is was, now or empty; `note` says who took it and when, or whose turn it is."""

    name: str
    note: str
    mark: str


def line_of(month: Month, taken: list[MonthStep], book: RuleBook) -> list[LineStep]:
    """Eight steps; the one that is to be taken next is the one where the month stands now."""
    here = ORDER.index(State(month.state))
    now = here + 1 if here else 0
    done = {step.state: step for step in taken}
    return [
        LineStep(name, _note(done.get(state), waits_for), "was" if at < now else "now" if at == now else "")
        for at, (state, (name, waits_for)) in enumerate(zip(ORDER, _names(book), strict=True))
    ]


def _names(book: RuleBook) -> list[tuple[str, str]]:
    return [
        (_("进行中"), _("每周巡查")),
        (_("评分"), _("工作小组")),
        (_("复核"), _("工作小组")),
        (_("监督确认"), _("居务监督委员会")),
        (_("公示"), _("%(days)s天", days=book.publication_days)),
        (_("定稿"), _("异议都答复以后")),
        (_("表彰兑换"), _("积分可用")),
        (_("归档"), ""),
    ]


def _note(step: MonthStep | None, waits_for: str) -> str:
    if step is None:
        return waits_for
    day = day_words(local(step.at).date())
    return f"{day} {step.maker.name}" if step.maker else _("%(day)s 程序", day=day)
