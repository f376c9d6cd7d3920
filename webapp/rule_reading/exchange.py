"""Where points lie, what they are good for, and what there is for them."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext as _

from webapp.domain.rules.accounts import POINTS, Bucket
from webapp.domain.rules.book import RuleBook
from webapp.domain.rules.exchange import COMMENDED, EVERYBODY, Exchange, Window
from webapp.rule_reading.words import every, listed, months_of_year, sentence, told
from webapp.rule_words import period_name, yuan


def buckets(book: RuleBook) -> Iterator[str]:
    if book.buckets == (POINTS,):
        return
    for bucket in book.buckets:
        yield sentence(
            _("%(bucket)s%(spendable)s", bucket=told(bucket.label), spendable=_spendable(bucket)),
            _lapse(bucket),
            *_match(book, bucket),
        )


def _spendable(bucket: Bucket) -> str:
    return _("可以花") if bucket.spendable else _("不能花，只是荣誉")


def _lapse(bucket: Bucket) -> str:
    if bucket.clears is None:
        return _("一直留着，不清零")
    if bucket.keeps:
        return _("%(every)s结束时只留下%(points)s分，多的清掉", every=every(bucket.clears), points=bucket.keeps)
    return _("%(every)s结束时清零", every=every(bucket.clears))


def _match(book: RuleBook, bucket: Bucket) -> Iterator[str]:
    other = book.bucket(bucket.match.bucket) if bucket.match else None
    if other and bucket.match:
        yield _(
            "花%(give)s分%(other)s，才能搭着花%(take)s分这种",
            give=bucket.match.give,
            take=bucket.match.take,
            other=told(other.label),
        )


def exchange(book: RuleBook) -> Iterator[str]:
    rule = book.exchange
    if rule is None:
        yield sentence(_("积分不能兑换"))
        return
    yield sentence(_who(book, rule))
    if rule.rate:
        yield sentence(
            _("%(points)s分当%(yuan)s元", points=rule.rate.points, yuan=yuan(rule.rate.fen)),
        )
    if rule.minimum:
        yield sentence(_("一次至少花%(points)s分", points=rule.minimum))
    if rule.windows:
        yield sentence(_("只在这些日子：%(windows)s", windows=listed(_window(each) for each in rule.windows)))
    limits = [
        _("%(period)s最多花%(most)s分", period=period_name(period), most=most) for period, most in rule.limits.cap
    ]
    limits += [
        _("%(period)s最多兑%(most)s次", period=period_name(period), most=most) for period, most in rule.limits.times
    ]
    if limits:
        yield sentence(_("，").join(limits))
    for coupon in rule.coupons:
        yield sentence(
            _(
                "%(coupon)s要%(points)s分，值%(yuan)s元，%(days)s天里有效",
                coupon=told(coupon.label),
                points=coupon.points,
                yuan=yuan(coupon.fen),
                days=coupon.valid_days,
            )
        )


def _who(book: RuleBook, rule: Exchange) -> str:
    if rule.who == EVERYBODY:
        return _("人人可以兑换")
    if rule.who == COMMENDED:
        return _("最近一个结算了的月份里受表彰的，才能兑换")
    rating = book.rating(rule.who)
    levels = (
        [told(level.label) for level in rating.levels if level.code in rule.levels or not rule.levels] if rating else []
    )
    return _(
        "%(rating)s评上%(levels)s的，才能兑换", rating=told(rating.label) if rating else rule.who, levels=listed(levels)
    )


def _window(window: Window) -> str:
    days = _("%(first)s到%(last)s", first=_day(window.first), last=_day(window.last))
    days = _day(window.first) if window.first == window.last else days
    return _("%(months)s的%(days)s", months=months_of_year(window.months), days=days) if window.months else days


def _day(day: int) -> str:
    if day == -1:
        return _("月底最后一天")
    return _("月底倒数第%(day)s天", day=-day) if day < 0 else _("%(day)s日", day=day)


def budget(book: RuleBook) -> Iterator[str]:
    if book.budget:
        yield sentence(
            _("%(every)s大家的加分合起来最多%(points)s分", every=every(book.budget.per), points=book.budget.points),
            _("超出的，大家按比例少加"),
        )
