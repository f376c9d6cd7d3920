"""What is looked at on a walk, and what a fault costs."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _

from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.checklist import Aggregation, Item
from webapp.domain.rules.deeds import Escalation
from webapp.rule_reading.words import listed, months_of_year, sentence, told


def walk(book: RuleBook) -> Iterator[str]:
    if not book.items:
        return
    most = sum(item.most_cost(book.item_cost) for item in book.items)
    yield sentence(
        _("检查%(count)s项，全都不合格一个月扣%(points)s分", count=len(book.items), points=most),
        _("一项一个月只扣一次"),
    )
    yield sentence(restored_within(book.restore_days))
    if book.judges > 1:
        yield sentence(_("一个院子一周由%(count)s个人各查各的", count=book.judges))
    if book.aggregation != Aggregation():
        yield together(book.aggregation)
    for item in book.items:
        yield item_rule(book, item)
    for obstacle in book.obstacles:
        judged = _("只看巷子里看得见的") if obstacle.judged == "lane" else _("这次检查不算")
        yield sentence(_("%(why)s的时候，%(what)s", why=told(obstacle.label), what=judged))


def restored_within(days: int) -> str:
    """How long putting right restores the point."""
    if not days:
        return _("查到以后，当天复查改好了就不扣分")
    return _("查到以后%(days)s天以内，复查改好了就不扣分", days=days)


def together(aggregation: Aggregation) -> str:
    """How the checks of a week, and the weeks of a month, become one."""
    return sentence(
        _("一周里查了几次：%(way)s", way=_way(aggregation.week)),
        _("一个月里几周：%(way)s", way=_way(aggregation.month)),
    )


def _way(way: str) -> str:
    return {
        "any": _("扣最多的那次算"),
        "majority": _("超过一半都这样才算"),
        "average": _("取平均，零头不扣"),
        "latest": _("最后一次算"),
    }[way]


def item_rule(book: RuleBook, item: Item) -> str:
    """What a fault of it costs, when it is looked at, what warns first."""
    group = book.group(item.group)
    return sentence(
        _(
            "%(group)s，%(item)s：%(cost)s",
            group=told(group.label) if group else "",
            item=told(item.short),
            cost=_cost(book, item),
        ),
        _("%(months)s不查", months=months_of_year(item.dormant_months)) if item.dormant_months else "",
        warned(book.escalation(item.escalation)),
    )


def _cost(book: RuleBook, item: Item) -> str:
    if item.severity:
        levels = (_("%(level)s扣%(points)s分", level=told(each.label), points=each.cost) for each in item.severity)
        return listed(levels)
    if item.count:
        return _(
            "每%(unit)s扣%(points)s分，最多算%(most)s%(unit)s",
            unit=told(item.count.label),
            points=item.count.cost,
            most=item.count.most,
        )
    return _("不合格扣%(points)s分", points=item.cost(book.item_cost))


def warned(escalation: Escalation | None) -> str:
    """What comes before it costs; "" where it costs at once."""
    if escalation is None:
        return ""
    return _("先%(steps)s，以后才扣", steps=listed(told(step.label) for step in escalation.steps))
