"""The typing in of paper walks in the reader's words."""

from __future__ import annotations

from flask_babel import gettext as _

from sync.reasons import REASONS
from webapp.domain.imports.typed_line import LineWrong
from webapp.i18n import label
from webapp.models import Check
from webapp.office import words

CONFLICTS = ("changed", "from_phone", "approved")
BARRED = ("typist_recused", "not_your_courtyard", "companion_recused")


def mark(code: str) -> str:
    """A result as it is written on the sheet, with its sign there."""
    return {
        "pass": _("√ 合格"),
        "fault": _("× 不合格"),
        "fixed": _("改 当场改好"),
        "third_party": _("别 别人造成"),
        "not_applicable": _("/ 没有这项"),
    }[code]


def choice_problem(code: str) -> str:
    return {
        "no_inspector": _("选谁走的。"),
        "no_day": _("日期要在一年以内，不能是以后的日子。"),
    }[code]


def line_problem(wrong: LineWrong) -> str:
    """Why a line was not saved, and what to do."""
    if wrong.code in REASONS:
        reason = REASONS[wrong.code]
        return label({"zh": reason.meaning_zh, "en": reason.meaning_en})
    return {
        "no_item": _("表上没有“%(word)s”这一项。写编号，像%(example)s。", word=wrong.word, example="W1 O2"),
        "no_obstacle": _("没有这个原因。"),
        "bad_count": _("%(item)s写几处，写个数目。", item=wrong.word),
        "weather_judges_nothing": _("因为天气没有查的，不能记问题。去掉问题，或者去掉原因。"),
        "note_without_fault": _("说明要跟着一项问题。先写哪一项，或者把说明去掉。"),
        "day_to_come": _("不能是以后的日子。"),
        "typist_recused": _("自家或亲属的院子，要请别人来录。"),
        "changed": _("这个院子刚刚有人录过。下面是您写的，看了现在的样子再决定。"),
        "from_phone": _("手机上已经查过这个院子，不能用纸上的盖过去。"),
        "approved": _("这次检查已经审核通过。要改，先在审核里撤回。"),
    }[wrong.code]


def status(code: str) -> int:
    """Of the answer to a line that was not saved."""
    return 409 if code in CONFLICTS else 403 if code in BARRED else 422


def barred(code: str) -> str:
    return {"walker": _("走的人要回避"), "typist": _("请别人来录")}[code]


def standing(check: Check) -> str:
    """In a few words what a check says."""
    if check.judged == "weather":
        return _("没有查成")
    said = [f"{each.item} {words.result(each.result)}" for each in check.findings if each.result != "not_assessed"]
    return _("、").join(said) or _("合格")


def sheets_problem(code: str) -> str:
    return {
        "no_walk": _("先录一个院子，再附照片。"),
        "no_file": _("还没选照片。"),
        "too_many": _("一次最多10张，分几次传。"),
        "too_large": _("照片太大，没有收。拍小一点再传。"),
        "not_a_picture": _("这不是照片，没有收。PDF先截成图片，或者用手机拍下来。"),
    }[code]
