"""What was not taken of a throw or a look, in the reader's words."""

from __future__ import annotations

from flask_babel import gettext as _


def problem(code: str) -> str:
    return {
        "thrown_before": _("这次巡查已经掷过了。一次巡查只掷一次，不能重来。"),
        "own_sample": _("自己走的或者同行的巡查，要由监督的另一位来掷。"),
        "walk_running": _("这次巡查今天还在走。到明天，手机里的都发来了，再掷。"),
        "no_number": _("写掷出来的数，只写数字，最多18位。"),
        "nothing_to_draw": _("这次巡查没有可抽的检查：都没有查成，或者撤销了。"),
        "look_own_check": _("自己查的，要由监督的另一位来看。"),
        "look_own_walk": _("自己同行的巡查，要由监督的另一位来看。"),
        "look_recused": _("自家或亲属的院子，要回避。换监督的另一位来看。"),
        "day_of_look": _("写哪一天去看的：不早于检查那天，也不是以后的日子。"),
        "no_views": _("还没有选。看过的每一项，选一样或者不一样。"),
        "no_view_text": _("选了不一样的，写一句看到了什么。"),
        "seen_since": _("别人刚刚也写了。先看下面已经写的，再写自己的。"),
        "not_drawn": _("这次检查没有抽中。"),
    }.get(code, code)
