"""Why a line of a score is there: its rule, what cut it, what restored it, and what can still be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from flask_babel import gettext as _

from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.deeds import Breach, Deed
from webapp.domain.scoring.line import Kind, Line
from webapp.domain.scoring.observation import Result
from webapp.pages import day_words
from webapp.rule_reading.events import breach_rule, deed_rule
from webapp.rule_reading.walk import item_rule, restored_within, together
from webapp.rule_reading.words import listed, sentence, told
from webapp.rule_words import cut_words


def reasons_of(book: RuleBook, line: Line) -> tuple[str, ...]:
    """Sentences for a line that stands by itself."""
    if line.kind == Kind.BASE:
        return tuple(_of_base(book))
    rule = book.rule_of(line.code)
    if isinstance(rule, Breach):
        return (breach_rule(book, rule),)
    return tuple(_of_item(book, line))


def reasons_of_deeds(book: RuleBook, deeds: Sequence[Line], lines: Iterable[Line]) -> tuple[str, ...]:
    """For deeds of one kind: what one is worth, and which limits took how much off."""
    rule = book.rule_of(deeds[0].code)
    sources = {source for deed in deeds for source in deed.sources}
    cuts = [line for line in lines if line.kind == Kind.CAP and sources.intersection(line.sources)]
    said = [deed_rule(book, rule)] if isinstance(rule, Deed) else []
    return (*said, *(sentence(cut_words(book, cut.code), _cut_off(cut)) for cut in cuts))


def reasons_of_cut(book: RuleBook, cut: Line, lines: Iterable[Line]) -> tuple[str, ...]:
    """What a limit took its points from."""
    counted = Counter(line.code for line in lines if line.kind == Kind.BONUS and set(cut.sources) & set(line.sources))
    rules = ((book.rule_of(code), count) for code, count in counted.items())
    names = [_("%(kind)s%(count)s次", kind=told(rule.label), count=count) for rule, count in rules if rule]
    return (sentence(_("涉及%(what)s", what=listed(names)), _cut_off(cut)),) if names else ()


def _of_base(book: RuleBook) -> Iterator[str]:
    if book.items:
        yield sentence(_("每个月先给%(full)s分，查到不合格才扣", full=book.base), _("没有查的、没有评的，不扣"))


def _of_item(book: RuleBook, line: Line) -> Iterator[str]:
    item = book.item(line.code)
    if item is None:
        return
    yield item_rule(book, item)
    if line.kind == Kind.DEDUCTION:
        yield from _of_deduction(book, line)
    elif line.kind == Kind.RESTORED and line.restored_on:
        yield sentence(restored_within(book.restore_days))
        yield sentence(_("%(day)s复查看到改好了，分还在", day=day_words(line.restored_on)))
    elif line.kind == Kind.OUTWEIGHED:
        yield together(book.aggregation)
    elif line.kind == Kind.NO_COST:
        yield sentence(_no_cost(line.result))


def _of_deduction(book: RuleBook, line: Line) -> Iterator[str]:
    if len(line.sources) > 1:
        yield sentence(_("这个月查到%(count)s次，一项一个月只扣一次", count=len(line.sources)))
    yield sentence(restored_within(book.restore_days))
    if line.until:
        yield sentence(_("还来得及：%(day)s以前改好，巡查员复查看到，分就还给您", day=day_words(line.until)))
    else:
        yield sentence(_("期限里没有复查到改好，所以扣了"), _("改好以后，下个月不再扣"))


def _no_cost(result: str | None) -> str:
    if result == Result.DISMISSED:
        return _("审核的人看过照片和说明，认为不算")
    if result == Result.SET_ASIDE:
        return _("提了异议，答复是成立；检查记录还在，只是不算了")
    return _("当场改好的、不适用的、不是这户造成的，都不扣分")


def _cut_off(cut: Line) -> str:
    return _("一共少算%(count)s分", count=abs(cut.amount))
