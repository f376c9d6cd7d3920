"""What the pages of one's own account say when something is refused."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.password_rules import LEAST, MOST


def refusal(code: str) -> str:
    return {
        "no_link": _("这个链接用不了：用过了，撤回了，或者过期了。请管理员再给一个。"),
        "username_short": _("登录名要3到40个字。"),
        "username_signs": _("登录名只用字母、数字、汉字和. _ -，第一个不能是符号。"),
        "username_taken": _("这个登录名有人用了。请换一个。"),
        "differs": _("两次填的密码不一样。请再填一遍。"),
        "short": _("密码太短。至少%(least)s个字，可以用一句话。", least=LEAST),
        "long": _("密码太长。最多%(most)s个字。", most=MOST),
        "name": _("密码里主要是名字，别人一猜就中。请换一个。"),
        "simple": _("密码翻来覆去就几个字，别人一猜就中。请换一个。"),
        "common": _("这个密码很多人用，别人一猜就中。请换一个。"),
        "old_wrong": _("现在的密码不对。请再填一遍。"),
        "changed": _("密码刚刚在别处改过。请退出，用新密码登录。"),
        "wrong_code": _("这个码不对，或者用过了。等下一个码出来再填；一直不对，就看看手机的时间准不准。"),
        "already_set_up": _("动态码已经设好了。"),
        "not_begun": _("请从头开始设。"),
    }.get(code, code)


def wrong_field(code: str) -> str:
    """Which field of a form the refusal is about."""
    if code.startswith("username"):
        return "username"
    return {"differs": "again", "old_wrong": "old", "changed": "old"}.get(code, "password")
