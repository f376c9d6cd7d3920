"""What was done to the roster, or why it was not, in the reader's words."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.domain.roster_refusal import RosterRefused
from webapp.models.roster_act import HOLDER, MERGE, SPLIT
from webapp.pages import month_words


def problem(refused: RosterRefused) -> str:
    """A sentence for the administrator."""
    code = refused.code
    if code == "opened_later":
        month = month_words(str(refused.values["month"]))
        return _("现在的账户是从%(month)s才开始的，最早从下一个月起。", month=month)
    if code == "confirmed_since":
        return _("%(month)s或以后的月份监督已经确认，撤不回了。", month=month_words(str(refused.values["month"])))
    return _of_undoing(code) or _written(code) or _of_place(code) or _of_month(code) or _of_people(code) or code


def _written(code: str) -> str | None:
    return {
        "changed": _("有人刚刚改过，没有存。下面是现在的样子；你写的还在，看清楚再存一次。"),
        "identity_number": _("像是身份证号，没有存。名册里不要身份证号。"),
        "no_words": _("有一处没有填。"),
        "too_long": _("太长了。"),
        "no_number": _("看不懂这个门牌号。写成27、35-1、35甲这样。"),
        "no_day": _("看不懂这个日期。写成2026-03-01。"),
        "no_month": _("请选一个月份。"),
        "no_place": _("次序写成1、2、3这样的数，空着就排在最后。"),
        "no_degrees": _("坐标写成度，像36.195211。不知道就空着。"),
        "half_a_place": _("纬度和经度要一起填，或者都空着。"),
        "no_choice": _("请选一项。"),
    }.get(code)


def _of_place(code: str) -> str | None:
    return {
        "lane_taken": _("已经有这条巷。"),
        "grid_taken": _("已经有这个网格号。"),
        "number_taken": _("这条巷里已经有这个门牌号。"),
        "numbers_alike": _("两个院的门牌号要不一样。"),
        "no_lane": _("请选一条巷。"),
        "no_grid": _("请选一个网格。"),
        "no_other": _("请选另一个院落。"),
        "ends_wrong_one": _("要留下的院落那个月没有参加。从另一个院落的页面合并，或者先让这个参加。"),
        "no_account": _("这个院落现在没有积分账户。先让它参加，再来。"),
    }.get(code)


def _of_month(code: str) -> str | None:
    return {
        "month_begun": _("最早从这个月起：以前的月份不改。"),
        "month_runs": _("最早从下个月起：已经开始的月份照常查、照常评、照常公示。"),
        "month_closed": _("这个月份监督已经确认，不能再改。请选后面的月份。"),
        "too_far": _("最多到下个月。再以后的，到时候再改。"),
        "enrolled_already": _("那个月本来就参加。"),
        "earlier_open": _("退出以前的月份还有没确认的。等它们都确认了，再重新参加。"),
        "not_enrolled": _("那个月本来就不参加。"),
        "has_records": _("从那个月起这里已经有检查或加分，撤不掉。请选更后面的月份。"),
    }.get(code)


def _of_people(code: str) -> str | None:
    return {
        "no_kind": _("请选是哪一种户。"),
        "owner_taken": _("这个院落已经有院主。选登记户或租客户；要换院主，到“换院主”。"),
        "owner_stays": _("院主只能在“换院主”里改。"),
        "no_role": _("请选是户主、家人还是租客。"),
        "two_heads": _("这一户已经有户主。先改那一位。"),
        "same_name": _("名册里已经有同名的人。请选是不是同一个人。"),
        "lives_here": _("这个人已经在这一户。"),
        "since_too_early": _("这个人搬到现在住的地方，比这一天还晚。请改日期。"),
        "until_before_since": _("结束比开始早。"),
        "left_already": _("已经记了搬走。"),
        "not_left": _("没有记搬走。"),
        "lives_elsewhere": _("这个人已经住在别处，收不回来。要回来住，就在这一户重新记搬来。"),
        "no_household": _("请选新的院主。"),
        "owner_goes_on": _("账户接着用的话，院主这一户要留在第一个院。"),
        "owner_elsewhere": _("选的这一户不在还没有院主的那个院里。"),
    }.get(code)


def _of_undoing(code: str) -> str | None:
    return {
        "no_reason": _("请写为什么撤回。"),
        "undone_already": _("这一次已经撤回了。"),
        "later_act": _("这以后这里又变过一次。先撤回后面的那一次。"),
        "used_since": _("变动以后，这里已经有检查、加分、签到或者预留算在上面，撤不回了。"),
        "changed_since": _("变动以后，这里的住户、账户或者门牌又改过，撤回会把后来改的冲掉，所以不能撤。"),
        "number_gone": _("原来的门牌号已经给了别的院。先把那个院的门牌号改掉。"),
    }.get(code)


def instead(kind: str) -> str:
    """What leads to the same when an act can't be taken back."""
    return {
        HOLDER: _("要换回来：到“换院主”，从监督还没确认的月份起，再换一次。"),
        SPLIT: _("要并回去：到“和另一个院合并”，从并进来的院还没有检查的月份起，并成一个。"),
        MERGE: _("要分开：到“拆成两个院”，从监督还没确认的月份起，再拆开。"),
    }[kind]


def act(kind: str, month: str, numbers: list[str]) -> str:
    """What an act was, by door numbers."""
    from_month = month_words(month)
    if kind == HOLDER:
        return _("%(month)s起换院主", month=from_month)
    first, second, third = numbers
    if kind == SPLIT:
        return _("%(month)s起，%(whole)s号院拆成%(one)s和%(two)s", month=from_month, whole=first, one=second, two=third)
    return _("%(month)s起，%(ended)s号院并进%(whole)s号院", month=from_month, ended=second, whole=first)


def event(code: str) -> str:
    """An action of the audit trail."""
    return {
        "lane_added": _("加了一条巷"),
        "grid_added": _("加了一个网格"),
        "lane_renamed": _("巷改名"),
        "grid_renamed": _("网格改名"),
        "courtyard_added": _("加了一个院落"),
        "courtyard_changed": _("改院落"),
        "courtyard_enrolled": _("院落参加"),
        "courtyard_unenrolled": _("院落退出"),
        "enrolment_taken_back": _("撤回参加"),
        "household_added": _("加了一户"),
        "household_changed": _("改住户"),
        "moved_in": _("有人搬来"),
        "moved_out": _("有人搬走"),
        "moving_out_taken_back": _("收回搬走"),
        "person_corrected": _("改正人的登记"),
        "holder_changed": _("换院主"),
        "courtyard_split": _("院落拆成两个"),
        "courtyards_merged": _("院落合并"),
        "roster_act_undone": _("撤回院落的变动"),
    }.get(code, code)
