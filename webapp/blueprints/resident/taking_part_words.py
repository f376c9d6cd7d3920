"""What a household does by its card, in its own words: states, and why something was not done."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.models import Deed
from webapp.office.photo_uploads import photo_problem
from webapp.queries.deeds import ACCEPTED, REFUSED, WAITING


def claim_state(deed: Deed) -> str:
    if deed.state == ACCEPTED:
        return _("认定了") if deed.asked_points is None else _("少记了")
    return {WAITING: _("等认定"), REFUSED: _("没认定")}.get(deed.state, _("撤回了"))


def claim_problem(code: str) -> str:
    """Why a claim was not taken, and what to do."""
    return photo_problem(code) or {
        "no_words": _("写一句做了什么。"),
        "identity_number": _("像是身份证号，没有存。把号码删掉再交。"),
        "no_kind": _("那天的规则里没有这一种。换一天，或者换一种。"),
        "not_claimable": _("照那天的规则，这一种由社区来记，不用自己报。换一种。"),
        "no_person": _("这个人不是这一家的。"),
        "no_account": _("这一户现在没有积分账户。到社区窗口问一声。"),
        "too_many_open": _("有20条还在等认定。等社区看完，再报新的。"),
        "points_differ": _("分数不在规则的范围里。"),
        "no_quantity": _("写清楚多少。"),
        "day_implausible": _("选一个日子：今天、昨天，或者一年以内的哪一天。"),
        "changed": _("这张表已经用过了。打开新的一张再报。"),
        "decided": _("社区刚刚定过了，撤不回来。"),
    }.get(code, _("没有收下。过一会儿再试。"))


def put_right_state(code: str) -> str:
    return {
        "waiting": _("等社区看"),
        "arranged": _("安排了复查"),
        "declined": _("不用复查"),
        "withdrawn": _("撤回了"),
    }.get(code, code)


def put_right_problem(code: str) -> str:
    return photo_problem(code) or {
        "waits_already": _("这一项已经报过了，社区还没看。不用再报。"),
        "identity_number": _("像是身份证号，没有存。把号码删掉再交。"),
        "changed": _("这张表已经用过了。回到积分卡，再点一次“改好了，拍张照”。"),
        "wrong_state": _("社区刚刚看过了，撤不回来。"),
    }.get(code, _("没有收下。过一会儿再试。"))


def activity_problem(code: str) -> str:
    """Why somebody was not signed up or signed in."""
    return {
        "over": _("这次活动已经过去了，签不了到。当天到了没签上的，跟社区说一声，能写在签到表上。"),
        "not_yet": _("还没到日子。活动当天到了现场再扫。"),
        "bad_code": _("这个码不管用了，活动可能改了日子。扫现场的新码，或者请工作人员写上。"),
        "too_old": _("这个码过时了。请扫现场屏幕上的码。"),
        "paper_stopped": _("纸上的码停用了。请扫现场屏幕上的码，或者请工作人员写上。"),
        "whole_or_one_by_one": _("签了全家就不用一个一个签，一个一个签了就不再签全家。要改，跟现场的工作人员说一声。"),
        "full": _("签到表满了。请工作人员想办法。"),
        "no_person": _("这个人不是这一家的。"),
        "no_account": _("这一户现在没有积分账户，记不了分。跟现场的工作人员说一声。"),
    }.get(code, _("没有这次活动。"))


def help_state(code: str) -> str:
    return {
        "asked": _("等社区看过"),
        "open": _("等人来领"),
        "taken": _("有人领了"),
        "done": _("说做好了，等照片"),
        "proved": _("有照片，等确认"),
        "confirmed": _("做成了"),
        "over": _("不用做了"),
    }.get(code, code)


def help_problem(code: str) -> str:
    return photo_problem(code) or {
        "no_words": _("写一句话，说清楚。"),
        "identity_number": _("像是身份证号，没有存。把号码删掉再交。"),
        "too_many_wishes": _("有3个心愿还没做成。做成一个，再许新的。"),
        "too_many_taken": _("领了5件还没做完。做完一件，再领新的。"),
        "changed": _("别人刚刚动过。下面是现在的样子。"),
        "wrong_state": _("别人刚刚动过。下面是现在的样子。"),
        "wrong_role": _("别人已经领了。看看别的。"),
        "unknown": _("别人已经领了，或者不用做了。看看别的。"),
    }.get(code, _("没有收下。过一会儿再试。"))
