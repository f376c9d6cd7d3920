"""How points are counted at all, and who is honoured for them."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _

from webapp.domain.rules.accounts import RollUp
from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.ratings import Level, Rating
from webapp.domain.rules.span import MONTH
from webapp.rule_reading.words import capped, every, sentence, subject_name, told


def frame(book: RuleBook) -> Iterator[str]:
    yield sentence(_("办法叫“%(title)s”", title=told(book.title)))
    yield sentence(_("记分的是%(who)s", who=subject_name(book.subject)))
    if book.roll_up:
        yield _rolled_up(book, book.roll_up)
    yield _base(book)
    if book.bonus.cap:
        yield sentence(_("所有加分合起来%(limits)s", limits=_("，").join(capped(book.bonus))))
    yield _floor(book)
    yield sentence(
        _("公示%(days)s天", days=book.publication_days), _("%(days)s天里可以提异议", days=book.objection_days)
    )
    yield sentence(
        _("异议%(days)s天里答复", days=book.answer_days), _("答复以后%(days)s天里可以转给监督", days=book.appeal_days)
    )
    yield sentence(_settled(book))


def _rolled_up(book: RuleBook, up: RollUp) -> str:
    names = {"member": subject_name(book.subject), "parent": subject_name(up.to)}
    how = {
        "sum": _("每个成员的分加起来"),
        "average": _("取成员的平均分，零头不算"),
        "best": _("取成员里最高的分"),
    }[up.by]
    return sentence(
        _("%(member)s的分归到%(parent)s：%(how)s", member=names["member"], parent=names["parent"], how=how),
        _("分记在%(who)s账上", who=names[up.keeps]),
        _("基础分和最低分算%(who)s的", who=names[up.base]) if book.base or book.floor is not None else "",
    )


def _base(book: RuleBook) -> str:
    if not book.base:
        return sentence(_("不先给分，从0分算起"))
    first = _("%(every)s先给%(full)s分", every=every(book.start.every), full=book.base)
    return sentence(first, _("没有检查过的月份不给") if book.items else "")


def _floor(book: RuleBook) -> str:
    if book.floor is not None:
        return sentence(_("一个月最少%(floor)s分，不到的补到这么多", floor=book.floor))
    return sentence(_("没有最低分，扣得多的月份可以低于0分") if book.breaches else _("没有最低分"))


def _settled(book: RuleBook) -> str:
    if book.settlement == MONTH:
        return _("每个月定下来以后结算，结算了的分才能花")
    return _("%(every)s结算一次，最后一个月定下来以后，结算了的分才能花", every=every(book.settlement))


def honours(book: RuleBook) -> Iterator[str]:
    rule = book.commendation
    if rule:
        who = (
            _("每个月表彰总分最高的%(count)s个", count=rule.top)
            if rule.top is not None
            else _("每个月表彰总分最高的%(share)s，零头不算", share=f"{rule.percent}%")
        )
        least = "" if rule.minimum is None else _("至少要%(points)s分", points=rule.minimum)
        yield sentence(who, least, _("最后一名并列的都算"))
    for rating in book.ratings:
        yield _rating(rating)
        for level in rating.levels:
            yield sentence(_("%(rating)s里的%(level)s", rating=told(rating.label), level=_level(level)))


def _rating(rating: Rating) -> str:
    ranked = any(level.by in ("top", "percent") for level in rating.levels)
    ties = _("名额边上并列的都算") if rating.ties == "all" else _("名额边上并列的都不算")
    return sentence(
        _("%(every)s评一次%(rating)s", every=every(rating.over), rating=told(rating.label)),
        _("在各自的小区或者支部里排") if rating.by_group else "",
        ties if ranked else "",
    )


def _level(level: Level) -> str:
    """五星：总分最高的10%."""
    return {
        "from": _("%(level)s：%(points)s分起", level=told(level.label), points=level.value),
        "top": _("%(level)s：前%(count)s名", level=told(level.label), count=level.value),
        "percent": _("%(level)s：最高的%(share)s", level=told(level.label), share=f"{level.value}%"),
        "otherwise": _("%(level)s：其他的都是", level=told(level.label)),
    }[level.by]
