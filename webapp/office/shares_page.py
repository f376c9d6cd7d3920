"""Who got how much in twelve months, beside all; and what went to the families of those in office. Also as files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from flask_login import current_user

from webapp import clock
from webapp.domain.calendar_month import year_until
from webapp.domain.months.fairness import Reading, Share, concentration
from webapp.domain.months.shares import FIELDS, Got, averages, order, percent, summed
from webapp.office.words import account_name, role
from webapp.queries.gains import Gain, Relation, gains_of, relations_of
from webapp.tables.write import Line

TOP = 20


@dataclass(frozen=True, slots=True)
class Year:
    """Everything the page and the files are made of."""

    months: tuple[str, ...]
    gains: list[Gain]
    relations: list[Relation]

    @property
    def by_account(self) -> dict[int, Gain]:
        return {gain.account: gain for gain in self.gains}

    @property
    def whole(self) -> Got:
        return summed(gain.got for gain in self.gains)

    @property
    def ranked(self) -> list[Gain]:
        """Those who got goods or were commended, who got most first; equals as people read them."""
        got = [gain for gain in self.gains if gain.got.spent or gain.got.commended]
        return sorted(got, key=lambda gain: order(gain.got))


def shares_page() -> dict[str, Any]:
    year = _year()
    related = {relation.account for relation in year.relations}
    sides = [[gain.got for gain in year.gains if (gain.account in related) is side] for side in (True, False)]
    return {
        "first": year.months[0],
        "concentrations": _concentrations(year),
        "ranked": year.ranked[:TOP],
        "left": max(len(year.ranked) - TOP, 0),
        "whole": year.whole,
        "percent": percent,
        "relations": [(relation, year.by_account[relation.account]) for relation in year.relations],
        "averages": [(len(side), {name: tenths(value) for name, value in averages(side).items()}) for side in sides],
        "fields": FIELDS,
        "why": why,
        "posts": posts,
    }


def why(relation: Relation) -> str:
    return _("自己家") if relation.is_own else relation.reason or _("亲属")


def posts(relation: Relation) -> str:
    return _("、").join(role(each.name) for each in relation.user.roles)


def tenths(value: Fraction) -> str:
    """One place, for reading only."""
    return f"{float(value):.1f}"


def _year() -> Year:
    today = clock.today(current_user.community)
    months = year_until(f"{today:%Y-%m}")
    community_id = current_user.community_id
    return Year(months, gains_of(community_id, months, today), relations_of(community_id, today))


def _concentrations(year: Year) -> list[tuple[str, Share, str]]:
    """What, how much of it the best tenth got, and that in words."""
    names = {"points": _("积分"), "commended": _("表彰"), "spent": _("兑换的物品（按积分算）")}
    found = {name: concentration(getattr(gain.got, name) for gain in year.gains) for name in names}
    return [(names[name], share, _concentration_words(name, share)) for name, share in found.items()]


def _concentration_words(name: str, share: Share) -> str:
    if share.reading == Reading.TOO_FEW:
        return _("还没有。")
    if share.reading != Reading.CONCENTRATED:
        return _("没有集中在少数户。")
    if name == "points":
        return _("一半以上给了十分之一的户。是他们做得多，还是别的户没有机会？")
    return _("一半以上给了十分之一的户。本来每个月就只给少数户：看看是不是月月都是这几户。")


def _shares_file() -> tuple[list[str], Iterator[Line]]:
    year = _year()
    return [_("谁"), _("户主"), *_figures(), _("占兑换的百分之几")], (
        [account_name(gain.label), gain.label.holder, *_cells(gain.got), percent(gain.got.spent, year.whole.spent)]
        for gain in sorted(year.gains, key=lambda gain: order(gain.got))
    )


def _relatives_file() -> tuple[list[str], Iterator[Line]]:
    year = _year()
    by_account = year.by_account
    return [_("谁"), _("角色"), _("院子或账户"), _("什么关系"), *_figures()], (
        [
            relation.user.name,
            posts(relation),
            account_name(by_account[relation.account].label),
            why(relation),
            *_cells(by_account[relation.account].got),
        ]
        for relation in year.relations
    )


def _figures() -> list[str]:
    return [_("积分"), _("表彰几个月"), _("兑换几次"), _("兑换用了几分")]


def _cells(got: Got) -> list[int]:
    return [getattr(got, name) for name in FIELDS]


SHARES_FILES = {"shares": _shares_file, "relatives": _relatives_file}
