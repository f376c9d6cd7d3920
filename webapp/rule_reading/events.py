"""What is credited and deducted beside the walk, and what warns first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.deeds import Breach, Deed
from webapp.domain.rules.values import Bands, Each, Hourly
from webapp.rule_reading.walk import warned
from webapp.rule_reading.words import capped, limited, listed, sentence, told, within
from webapp.rule_words import worth


def deeds(book: RuleBook) -> Iterator[str]:
    for deed in book.deeds:
        yield deed_rule(book, deed)
    yield from _together(book, book.deeds)
    helped = book.deed(book.help_deed)
    if helped is not None:
        yield sentence(_("帮困难户把问题改好的，确认以后按%(what)s加分", what=told(helped.label)))


def breaches(book: RuleBook) -> Iterator[str]:
    for breach in book.breaches:
        yield breach_rule(book, breach)
    yield from _together(book, book.breaches)


def deed_rule(book: RuleBook, deed: Deed) -> str:
    """What a deed is worth, up to which limits, and that residents do not claim it where that is so."""
    worth_of_it = _("%(what)s：%(worth)s", what=told(deed.label), worth=_worth(deed))
    return sentence(worth_of_it, *_bounds(book, deed), _claimed(book, deed))


def _claimed(book: RuleBook, deed: Deed) -> str:
    return "" if book.is_claimable(deed) else _("由社区来记，住户不能自己报")


def breach_rule(book: RuleBook, breach: Breach) -> str:
    """What a breach costs, what warns first and what follows from it."""
    cost = _("扣%(worth)s", worth=_worth(breach)) if breach.value.most else _("不扣分")
    return sentence(
        _("%(what)s：%(worth)s", what=told(breach.label), worth=cost),
        *_bounds(book, breach),
        warned(book.escalation(breach.escalation)),
        *_consequences(book, breach),
    )


def _together(book: RuleBook, rules: Sequence[Deed | Breach]) -> Iterator[str]:
    """The caps of categories over these."""
    for category in book.categories:
        members = listed(told(rule.label) for rule in rules if rule.category == category.code)
        if members and category.limits.cap:
            name, limits = told(category.label), _("，").join(capped(category.limits))
            yield sentence(
                _("%(category)s（%(members)s）合起来%(limits)s", category=name, members=members, limits=limits)
            )


def escalations(book: RuleBook) -> Iterator[str]:
    for rule in book.escalations:
        steps = listed(told(step.label) for step in rule.steps)
        named = [told(item.short) for item in book.items if item.escalation == rule.code]
        named += [told(breach.label) for breach in book.breaches if breach.escalation == rule.code]
        yield sentence(
            _("%(what)s：%(within)s依次%(steps)s", what=listed(named), within=within(rule.within), steps=steps),
            _("几种合用这些提醒") if len(named) > 1 else "",
        )


def _worth(rule: Deed | Breach) -> str:
    """With what the value itself bounds."""
    value, text = rule.value, worth(rule)
    if isinstance(value, Hourly):
        return _("%(worth)s，零头不算", worth=text) + (_("，最少%(least)s分", least=value.least) if value.least else "")
    if isinstance(value, Each) and value.most_pieces:
        return _("%(worth)s，一次最多算%(most)s%(unit)s", worth=text, most=value.most_pieces, unit=told(value.unit))
    if isinstance(value, Bands):
        steps = (_("满%(from)s得%(points)s分", **{"from": band.at, "points": band.points}) for band in value.bands)
        return _("按%(unit)s算，%(steps)s", unit=told(value.unit), steps=listed(steps))
    return text


def _bounds(book: RuleBook, rule: Deed | Breach) -> Iterator[str]:
    yield limited(rule.limits)
    category = book.category(rule.category)
    if category:
        yield _("归在%(category)s", category=told(category.label))
    if len(book.buckets) > 1 and rule.bucket:
        bucket = book.bucket(rule.bucket)
        yield _("算在%(bucket)s里", bucket=told(bucket.label)) if bucket else ""


def _consequences(book: RuleBook, breach: Breach) -> Iterator[str]:
    if breach.ban:
        yield _("这个月和以后%(months)s个月不能兑换", months=breach.ban)
    bucket = book.bucket(breach.zero) if breach.zero else None
    if bucket:
        yield _("结算时%(bucket)s清零", bucket=told(bucket.label))
    if breach.veto:
        yield _("一票否决：这个月不评级，不表彰")
