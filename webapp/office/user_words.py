"""What the pages about users say: states, refusals, what a link is for."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.queries.user_desk import ListedUser, State
from webapp.queries.user_ties import Resident


def state(code: State) -> str:
    return {
        State.ACTIVE: _("能登录"),
        State.STOPPED: _("已停用"),
        State.INVITED: _("等本人加入"),
        State.EXPIRED: _("邀请过期了"),
        State.WITHDRAWN: _("邀请撤回了"),
    }[code]


def state_icon(code: State) -> str:
    return {State.ACTIVE: "check", State.STOPPED: "none", State.INVITED: "clock"}.get(code, "warn")


def about_role(code: str) -> str:
    return {
        "inspector": _("用手机巡查院子，不查自家和亲属家"),
        "staff": _("审核检查、评分、公示、答复异议、发物品"),
        "oversight": _("看得到全部，确认公示，给异议最后的答复"),
        "admin": _("管名册、账号和规则"),
    }[code]


def lives_at(resident: Resident) -> str:
    """石阶巷27号院, 3号楼501, or nothing."""
    if resident.lane:
        return _("%(lane)s%(number)s号院", lane=resident.lane, number=resident.number)
    return resident.address or _("没有登记住处")


def phones(listed: ListedUser) -> str:
    return _("%(count)s部", count=listed.phones) if listed.phones else _("没有")


def way(code: str) -> str:
    """How somebody signed in."""
    return {"password": _("密码"), "code": _("登录码"), "link": _("邀请链接")}.get(code, code)


def refusal(code: str) -> str:
    """Why a change of a user was not made, and what to do."""
    return {
        "not_admin": _("您刚刚不再是管理员了。"),
        "own_account": _("自己的账号要由另一位管理员来改。没有别的管理员，就先请一位。"),
        "changed": _("别人刚刚改过。下面是现在的样子，看了再决定。"),
        "no_role": _("至少选一个角色。"),
        "oversight_and_staff": _("居务监督不能同时是工作小组：监督的就是工作小组，自己不能监督自己。请去掉一个。"),
        "oversight_and_admin": _("居务监督不能同时是管理员：管理员能改名册和账号，要由监督来看。请去掉一个。"),
        "no_name": _("请写姓名。"),
        "no_number": _("请写编号，像07。"),
        "number_taken": _("这个编号有人用了。请换一个。"),
        "stopped": _("这个账号停用了。先恢复，再给链接。"),
        "not_joined": _("本人还没有加入，不用停用。撤回邀请就行。"),
        "no_grid": _("没有这个网格。请重新选。"),
        "no_person": _("名册里没有这个人。请重新找。"),
        "person_taken": _("这个人已经有一个账号了。一个人两个账号，回避和监督就管不住了。"),
        "no_yard": _("请选一个院子。"),
        "no_reason": _("请写原因。"),
        "own_first": _("请先给自己的账号设好动态码，再要求别人。手机时间不准的话，这样先看得出来。"),
    }.get(code, code)


def event(code: str) -> str:
    """What was done with an account, as the audit trail has it."""
    return {
        "user_invited": _("邀请加入"),
        "invitation_made": _("给了邀请链接"),
        "link_withdrawn": _("撤回了链接"),
        "user_joined": _("加入了"),
        "password_link_made": _("给了重设密码的链接"),
        "password_set_by_link": _("用链接设了新密码"),
        "password_changed": _("改了密码"),
        "signed_out_everywhere": _("在所有地方退出登录"),
        "roles_changed": _("改了角色"),
        "grids_changed": _("改了网格"),
        "person_linked": _("改了名册里是谁"),
        "recusal_added": _("加了回避的院子"),
        "recusal_ended": _("取消了回避的院子"),
        "user_stopped": _("停用了账号"),
        "user_readmitted": _("恢复了账号"),
        "second_step_set_up": _("设好了动态码"),
        "second_step_ended": _("取消了动态码"),
        "second_step_reset": _("替人取消了动态码"),
        "recovery_code_used": _("用了一个备用码"),
        "recovery_codes_renewed": _("换了备用码"),
        "second_step_required": _("改了要不要动态码"),
    }.get(code, code)


def change(details: dict) -> str:
    """Before and after, of a change of roles or grids; of other changes the trail has only ids."""
    before, after = details.get("before"), details.get("after")
    if not isinstance(before, list) or not isinstance(after, list):
        return ""
    return f"{_listed(before)} → {_listed(after)}"


def _listed(codes: list[str]) -> str:
    named = {"inspector": _("巡查员"), "staff": _("工作小组"), "oversight": _("居务监督"), "admin": _("管理员")}
    return _("、").join(named.get(code, code) for code in codes) or _("没有")
