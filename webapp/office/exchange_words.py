"""Why something can't be exchanged, and what moves goods, in the reader's words."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.domain.goods.exchange import Refused
from webapp.domain.goods.stock import Move
from webapp.domain.rules.book import RuleBook
from webapp.i18n import language
from webapp.office import words
from webapp.rule_words import period_name
from webapp.units import unit_words


def refused(why: Refused, book: RuleBook) -> str:
    """A sentence for the person at the counter."""
    values = why.values
    if why.reason in ("too_often", "too_much"):
        return _limit(why)
    if why.reason == "not_rated":
        rating = book.rating(str(values["rating"]))
        named = rating.label.text(language()) if rating else values["rating"]
        return _("要有“%(rating)s”的等级才能兑换。", rating=named)
    return {
        "no_exchange": _("规则里没有兑换。"),
        "banned": _("有过扣分处理，到%(until)s为止不能兑换。", until=values.get("until", "")),
        "not_commended": _("这个月没有受表彰，不能兑换。"),
        "closed": _("今天不兑换。每月的兑换日：%(days)s。", days=values.get("days", "")),
        "below_minimum": _("一次至少换%(minimum)s分。", minimum=values.get("minimum", "")),
        "too_few_points": _("可用的积分不够%(price)s分。", price=values.get("price", "")),
        "promised": _("算上已经预留的，还差%(missing)s分。", missing=values.get("missing", "")),
        "not_own": _("只能预留自家的。"),
        "identity_number": _("像是身份证号，没有存。只写名字。"),
        "bad_pieces": _("数量写1到%(most)s的整数。", most=values.get("most", "")),
        "no_price": _("写清楚换多少分。"),
        "recused": _("自己家和亲属家的兑换，要由别人来办。"),
        "empty_basket": _("还没有选要换的东西。"),
        "not_on_offer": _("有一样东西不再兑换了。请重新选。"),
        "out_of_stock": _("%(name)s只剩%(left)s%(unit)s。", **_named(values)),
        "reserved": _("%(name)s有的留给了别人，现在能换的是%(left)s%(unit)s。", **_named(values)),
        "bad_until": _("留到哪天：从今天起，最多%(most)s天。", most=values.get("most", "")),
        "gone": _("这一条刚刚已经领了、取消了或者到期了。"),
        "not_turn": _("还没轮到，或者货又不够了。"),
        "most_each": _("%(name)s每户每月最多%(most)s%(unit)s。", **_named(values)),
    }.get(why.reason, why.reason)


def refused_at_home(why: Refused, book: RuleBook) -> str:
    """The same for the household that reads it on its card."""
    if why.reason == "too_few_points":
        return _("还差%(missing)s分。", missing=why.values.get("missing", ""))
    if why.reason == "not_commended":
        return _("这个月没有受表彰，不能兑换。分还在，受了表彰再来换。")
    return refused(why, book)


def _named(values: dict[str, object]) -> dict[str, object]:
    """The unit in as many as are left, or may be had."""
    many = values.get("left", values.get("most"))
    unit = unit_words(str(values.get("unit", "")), many if isinstance(many, int) else 2)
    return {name: values.get(name, "") for name in ("name", "left", "most")} | {"unit": unit}


def _limit(why: Refused) -> str:
    period = period_name(str(why.values["period"]))
    if why.reason == "too_often":
        return _("%(period)s最多换%(most)s次。", period=period, most=why.values["most"])
    return _("%(period)s最多换%(most)s分。", period=period, most=why.values["most"])


def move(code: str) -> str:
    return {
        Move.BOUGHT.value: _("买进"),
        Move.DONATED.value: _("捐赠"),
        Move.ISSUED.value: _("换出"),
        Move.RETURNED.value: _("撤回兑换"),
        Move.COUNTED.value: _("盘点差额"),
        Move.SPOILT.value: _("报损"),
    }.get(code, code)


def good_problem(code: str) -> str:
    """Why a good or a movement was not entered."""
    return {
        "no_name": _("请写名称，120个字以内。"),
        "no_unit": _("请写单位，像袋、桶、提。"),
        "bad_points": _("兑换的分数要是1到100万的整数。"),
        "bad_number": _("提醒的数量和每户限量要是整数，限量可以空着。"),
        "name_taken": _("已经有同名的物品。"),
        "unknown": _("没有这样物品。"),
        "bad_quantity": _("请写数量，整数；盘点可以是0。"),
        "no_words": _("请写从哪里来，或者为什么。"),
        "below_zero": _("架上没有那么多，不能少于0。"),
        "bad_move": _("请选是买进、捐赠、盘点还是报损。"),
    }.get(code) or _("图片没有收下：%(why)s", why=words.reason(code))


def signature_problem(code: str) -> str:
    """Why a signature was not kept."""
    return {
        "no_signature": _("没有收到签名。用手指或者鼠标在框里再签一次，也可以打印出来签。"),
        "signed_already": _("这张收据已经签过了。"),
        "undone": _("这次兑换撤回了，不用签。"),
    }.get(code, code)
