"""Requests to delete a household's data that wait for a second person, as staff and admins alike see them."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from webapp.operations.erase_household import confirm_erasure, withdraw_erasure
from webapp.queries.erasures import asked_erasures, erasure_by_id


def erasures_page(problem: str = "") -> str:
    return render_template(
        "staff/erasures.html",
        waiting=asked_erasures(current_user.community_id),
        problem=problem_words(problem) if problem else "",
        reason_words=reason_words,
    )


def decide(area: str, key: int) -> ResponseReturnValue:
    """Confirmed only with the tick that says that it was read."""
    erasure_by_id(current_user.community_id, key) or abort(404)
    verb = request.form.get("do")
    if verb == "withdraw":
        problem = withdraw_erasure(current_user, key)
    elif verb == "confirm":
        problem = confirm_erasure(current_user, key) if request.form.get("read") else "not_read"
    else:
        problem = "not_read"
    if problem:
        return erasures_page(problem), 422
    return redirect(url_for(f"{area}.erasures", done=verb), 303)


def reason_words(code: str) -> str:
    return {"left": _("搬走了"), "wishes": _("本户要求删除")}.get(code, code)


def problem_words(code: str) -> str:
    """What has to be done first."""
    return {
        "same_person": _("您自己提出的，要换一个人来确认。"),
        "not_read": _("先看清楚会删什么，在前面打勾，再确认。"),
        "withdrawn_already": _("已经不删了。"),
        "done_already": _("已经删除，收不回来。"),
        "no_reason": _("选一个原因。"),
    }.get(code) or obstacle_words(code)


def obstacle_words(code: str) -> str:
    return {
        "lives_here": _("名册里还有人住在这一户。先在名册里登记搬走。"),
        "takes_part": _("这一户还在参加积分。先在名册里换户主或者退出，下个月再来。"),
        "month_open": _("有的月份还没定稿，还可能更正。定稿以后再删。"),
        "objection_open": _("有异议没了结。先了结。"),
        "in_hand": _("报的加分还没审。先审完。"),
        "help_open": _("帮扶任务或者微心愿还没完。先做完或者结束。"),
        "goods_kept": _("还有预留的物品。先领走或者取消。"),
        "put_right_open": _("报了改好还没看。先到“住户报改好”里安排复查，或者写明不复查。"),
        "signed_up": _("报了名的活动还没办。等办完，或者请本户先取消报名。"),
    }.get(code, _("没有做成。刷新一下再试。"))
