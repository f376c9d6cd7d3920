"""What a line of a score is called, and what a limit of the rule book says, in the reader's words."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.deeds import Breach, Deed
from webapp.domain.rules.limits import Limits
from webapp.domain.rules.values import Bands, Each, Hourly
from webapp.domain.scoring.line import OBJECTION, Kind, Line
from webapp.i18n import language
from webapp.pages import month_words


def line_title(book: RuleBook, line: Line) -> str:
    """What the line is about; items by their fault."""
    item, rule = book.item(line.code), book.rule_of(line.code)
    if item:
        return item.fault.text(language())
    if rule:
        return rule.label.text(language())
    return {
        Kind.BASE: _("基础分"),
        Kind.CAP: cut_words(book, line.code),
        Kind.FLOOR: _("分数最低%(floor)s分", floor=book.floor or 0),
        Kind.MEMBER: _member(line.code),
        Kind.ADJUSTMENT: _("补记%(month)s", month=month_words(line.code)) if line.kind == Kind.ADJUSTMENT else "",
    }.get(line.kind, line.code)


def consequence(book: RuleBook, line: Line) -> str:
    """What follows beside points; "" for lines that only move them."""
    if line.kind == Kind.WARNING:
        return _("%(step)s，不扣分", step=_step(book, line.step or ""))
    if line.kind == Kind.BAN:
        return _("到%(month)s为止不能兑换", month=month_words(line.ends or ""))
    if line.kind == Kind.ADJUSTMENT:
        is_ruled = any(source.startswith(OBJECTION) for source in line.sources)
        late = _("检查到得太晚，那个月已经定了；算在总分以外")
        return _("异议成立，那个月已经定了；算在总分以外") if is_ruled else late
    if line.kind == Kind.ZERO:
        bucket = book.bucket(line.bucket or "")
        return _("结算时%(bucket)s清零", bucket=bucket.label.text(language()) if bucket else line.bucket)
    if line.kind == Kind.VETO:
        return _("一票否决：这个月不评级，不表彰")
    return _("别的检查没有查到，不扣分") if line.kind == Kind.OUTWEIGHED else ""


def cut_words(book: RuleBook, place: str) -> str:
    """The limit that stands at `place`: deeds.volunteering.cap.day, bonus_cap, budget."""
    if place == "budget":
        return _("超出了总的预算，大家按比例少加")
    where, limits, kind, period = _limit(book, place)
    if kind == "points":
        return _("%(what)s一次最多%(most)s分，多的不算", what=where, most=_most(book, place))
    if limits is None:
        return place
    most = dict(limits.times if kind == "times" else limits.cap).get(period, 0)
    if kind == "times":
        return _("%(what)s%(period)s最多算%(most)s次，多的不算", what=where, period=period_name(period), most=most)
    return _("%(what)s%(period)s最多%(most)s分，多的不算", what=where, period=period_name(period), most=most)


def worth(rule: Deed | Breach) -> str:
    """What one is worth, in a few words: 1–3分, 2分/小时."""
    value = rule.value
    if isinstance(value, Hourly):
        return _("一小时%(points)s分", points=value.per_hour)
    if isinstance(value, Each):
        return _("每%(unit)s%(points)s分", unit=value.unit.text(language()), points=value.each)
    if isinstance(value, Bands):
        steps = (f"{band.at}→{band.points}" for band in value.bands)
        return _("按%(unit)s：%(steps)s分", unit=value.unit.text(language()), steps=_("，").join(steps))
    if value.least == value.most:
        return _("%(total)s分", total=value.least)
    return _("%(least)s到%(most)s分", least=value.least, most=value.most)


def yuan(fen: int) -> str:
    """-120.50, from -12050 hundredths."""
    return f"{'−' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02}"


def _limit(book: RuleBook, place: str) -> tuple[str, Limits | None, str, str]:
    """What it limits, the limits there, whether points or times, and the period."""
    parts = place.split(".")
    if parts[0] == "bonus_cap":
        return _("加分"), book.bonus, "cap", parts[1] if len(parts) > 1 else "month"
    if parts[1:2] == ["categories"] and len(parts) == 5:
        category = book.category(parts[2])
        return _labelled(category, parts[2]), category.limits if category else None, parts[3], parts[4]
    rule = book.rule_of(parts[1]) if len(parts) > 2 else None
    what = _labelled(rule, place)
    return what, rule.limits if rule else None, parts[2] if rule else "", parts[3] if len(parts) > 3 else ""


def _labelled(part: object, code: str) -> str:
    label = getattr(part, "label", None)
    return label.text(language()) if label else code


def _most(book: RuleBook, place: str) -> int:
    rule = book.rule_of(place.split(".")[1])
    return rule.value.most if rule else 0


def period_name(period: str) -> str:
    return {
        "event": _("一次"),
        "day": _("一天"),
        "month": _("一个月"),
        "quarter": _("一个季度"),
        "half_year": _("半年"),
        "year": _("一年"),
        "ever": _("总共"),
    }.get(period, period)


def _member(by: str) -> str:
    return {"sum": _("成员的分"), "average": _("成员的平均分"), "best": _("成员里最高的分")}.get(by, by)


def _step(book: RuleBook, code: str) -> str:
    steps = {step.code: step.label for rule in book.escalations for step in rule.steps}
    return steps[code].text(language()) if code in steps else code
