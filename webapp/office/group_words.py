"""The chat group's robot in the reader's words."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.models import GroupMessage


def form(code: str) -> str:
    return {"markdown": _("文字"), "image": _("长图")}[code]


def state(message: GroupMessage) -> str:
    if message.state == "waiting" and message.tries:
        return _("过一会儿再试")
    return {
        "waiting": _("等着发"),
        "sending": _("正在发"),
        "sent": _("发出去了"),
        "failed": _("没有发出去"),
        "unsure": _("不知道发出去没有"),
    }[message.state]


def problem(message: GroupMessage) -> str:
    """What went wrong, and what to do."""
    said = {
        "": "",
        "unreachable": _("连不上企业微信。看看服务器能不能上网。"),
        "no_answer": _("没有等到回答。到群里看看，没有就再发一次。"),
        "garbage": _("回答看不懂。到群里看看，没有就再发一次。"),
        "too_fast": _("发得太快，企业微信一分钟只收20条。"),
        "busy": _("企业微信正忙。"),
        "wrong_key": _("密钥不对，或者机器人已经从群里删了。请管理员重新填。"),
        "does_not_fit": _("企业微信说内容太长或者图片太大，没有收。"),
        "redirected": _("对方要转到别的地址，没有跟去。请管理员看服务器的设置。"),
        "http": _("对方的服务器出错。"),
        "other": _("企业微信没有收。"),
        "too_large": _("长图压缩以后还是超过2 MB。改发文字。"),
        "no_robot": _("还没有填群机器人的密钥。"),
    }.get(message.problem, "")
    return f"{said}{_('（代码%(number)s）', number=message.number)}" if message.number and said else said
