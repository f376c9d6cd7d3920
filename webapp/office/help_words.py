"""Help tasks in the reader's words."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.domain.rules.book import RuleBook
from webapp.i18n import language
from webapp.models import HelpTask, Household
from webapp.office.deed_words import activity_problem


def state(code: str) -> str:
    return {
        "asked": _("新的心愿，等看"),
        "open": _("等人来领"),
        "taken": _("有人领了"),
        "done": _("说做好了，等证明"),
        "proved": _("有证明，等确认"),
        "confirmed": _("确认了"),
        "over": _("不用做了"),
    }.get(code, code)


def step(code: str) -> str:
    """What was done with a task."""
    return {
        "take": _("领了"),
        "give_back": _("退回了"),
        "finish": _("说做好了"),
        "prove": _("交了证明"),
        "send_back": _("证明不够，请再做"),
        "confirm": _("确认了"),
        "reopen": _("撤回了确认"),
        "end": _("不用做了"),
        "find": _("还是要做"),
        "admit": _("让大家看到了"),
        "thank": _("许愿的人说做到了"),
    }.get(code, code)


def problem(code: str) -> str:
    """Why a step was not taken."""
    return {
        "no_words": _("写一句话，说清楚。"),
        "identity_number": _("像是身份证号，没有存。把号码删掉再交。"),
        "no_photo": _("证明要有一张照片。"),
        "own_proof": _("自己录的证明，要由另一位来确认。"),
        "recused": _("自己、自家或亲属做的，要由另一位来确认。"),
        "own_household": _("是这一户自己的事，请换一位来领。"),
        "no_person": _("这个人不是这一户的。"),
        "several": _("有几个，点一个。"),
        "no_account": _("这一户现在没有积分账户，不能记分。"),
        "no_kind": _("选一种加分。"),
    }.get(code) or activity_problem(code)


def title(task: HelpTask, book: RuleBook) -> str:
    """The fault, or the wish in its own words."""
    item = book.item(task.item)
    return task.text if task.is_wish else item.fault.text(language()) if item else task.item


def volunteer(task: HelpTask) -> str:
    """Who took it: a person's name, else the household's door."""
    return task.person.name if task.person is not None else door(task.volunteer)


def door(home: Household | None) -> str:
    """Where a household lives."""
    if home is None:
        return ""
    if home.courtyard is not None:
        return _("%(lane)s%(number)s号院", lane=home.courtyard.lane.name, number=home.courtyard.number)
    return f"{home.group_name}{home.address}"
