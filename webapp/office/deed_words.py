"""Deeds, claims and activities in the reader's words."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.models import Deed
from webapp.models.deed import CLAIM, FILE, HELP, PHONE, SHEET
from webapp.office.words import record_problem, refusal


def deed_verb(code: str) -> str:
    """What was decided about a deed."""
    return {"accept": _("认定"), "refuse": _("不认定"), "reopen": _("撤回决定")}.get(code, code)


def came_by(deed: Deed) -> str:
    """By which way a deed came, and by whose hand."""
    who = deed.logger.name if deed.logger else ""
    if deed.came_by == PHONE:
        return _("%(who)s巡查时记的", who=who)
    return {
        CLAIM: _("住户自己报的"),
        SHEET: _("活动签到表：%(title)s", title=deed.activity.title if deed.activity else ""),
        FILE: _("%(who)s导入的", who=who) if who else _("从文件导入的"),
        HELP: _("帮扶任务"),
    }.get(deed.came_by) or (_("%(who)s记的", who=who) if who else _("登记的"))


def activity_problem(code: str) -> str:
    """Why something was not done with an activity."""
    return {
        "no_title": _("请写活动名称。"),
        "bad_day": _("日期要在一年以内，最多提前三个月。"),
        "no_quantity": _("这一种按数量算：请写每人多少分钟、多少次。"),
        "nobody": _("名册里没有找到。照着门牌或者户口上的姓名再写一次。"),
        "signed_in_before": _("签到表上已经有了。"),
        "no_lines": _("还没有写人。"),
        "posted": _("已经记上的，要先收回才能改。"),
        "nobody_left": _("没有要记的了。"),
        "nothing_posted": _("没有要收回的了，可能别人刚刚收回过。"),
        "day_implausible": _("活动还没有到日子，到了那天再记。"),
        "recused": _("表上都是自家或亲属的，要由别人来记。"),
    }.get(code) or (record_problem(code) if code in ("no_kind", "points_differ") else refusal(code))


def line_problem(code: str) -> str:
    """Why a pasted line is still to be written."""
    return {
        "nobody": _("名册里没有找到"),
        "several": _("有几个，写清楚是哪一个："),
        "bad_figure": _("看不懂数量，像“2小时”“90分钟”"),
    }.get(code, code)
