"""The way to the first walk, on the administrator's page: how far each step is, where it is done, what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_login import current_user

from webapp import clock
from webapp.pages import day_words
from webapp.paper.order import HANDBOOKS, PLATES
from webapp.queries.beginnings import Beginnings, beginnings

# Where each step is done: the page, the place on it, and whose page it is.
PLACES: dict[str, tuple[str, str | None, str]] = {
    "rules": ("admin.rules", None, "admin"),
    "roster": ("admin.imports", None, "admin"),
    "route": ("admin.roster", None, "admin"),
    "users": ("admin.users", None, "admin"),
    "paper": ("staff.paper", None, "staff"),
    "walk": ("staff.walks", None, "staff"),
}
LEAST_STAFF = 2  # nobody decides about their own work


@dataclass(frozen=True, slots=True)
class Step:
    """`state` is how far it is, `advice` what to do; `href` is "" for a page that this person can't open."""

    name: str
    state: str
    advice: str
    act: str
    href: str
    is_done: bool
    is_next: bool = False


@dataclass(frozen=True, slots=True)
class FirstSteps:
    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def is_over(self) -> bool:
        return self.done == len(self.steps)


def first_steps() -> FirstSteps:
    """Of the signed-in administrator's community, from what is there now."""
    found = beginnings(current_user.community_id, clock.today(current_user.community))
    told = [_rules(found), _roster(found), _route(found), _users(found), _paper(found), _walk(found)]
    following = next((place for place, *_rest, is_done in told if not is_done), "")
    return FirstSteps(
        tuple(
            Step(name, state, advice, act, _href(place), is_done, place == following)
            for place, name, state, advice, act, is_done in told
        )
    )


Told = tuple[str, str, str, str, str, bool]


def _rules(found: Beginnings) -> Told:
    name = current_user.community.name
    state = _("%(name)s，规则第%(version)s版", name=name, version=found.rules) if found.rules else _("还没有规则")
    return "rules", _("社区和规则"), state, _("看一遍规则。要改，就写下一版。"), _("看规则"), found.rules > 0


def _roster(found: Beginnings) -> Told:
    counts = found.counts
    state = _("%(count)s个院落、%(households)s户已导入", count=counts.courtyards, households=counts.households)
    state = state if counts.courtyards else _("还没有院落")
    advice = _("从表格导入：一行一个人，写巷、门牌号、网格和户主。")
    return "roster", _("名册"), state, advice, _("去导入"), counts.courtyards > 0


def _route(found: Beginnings) -> Told:
    state = _("%(grids)s个网格，路线上有%(doors)s个院落", grids=found.counts.grids, doors=found.on_the_way)
    state = state if found.on_the_way else _("这个月还没有院落参加")
    advice = _("名册里写上网格和参加月份；照走的顺序排，手机上就照这个顺序走。")
    return "route", _("网格和路线"), state, advice, _("看要有哪些列"), found.on_the_way > 0


def _users(found: Beginnings) -> Told:
    people, unwalked = found.people, _("、").join(found.unwalked)
    state = _(
        "%(inspectors)s位巡查员、%(staff)s位工作人员、%(oversight)s位监督",
        inspectors=people["inspector"],
        staff=people["staff"],
        oversight=people["oversight"],
    )
    if unwalked:
        state += _("；还没有人走：%(grids)s", grids=unwalked)
    enough = people["inspector"] > 0 and people["staff"] >= LEAST_STAFF and people["oversight"] > 0
    advice = _("每个网格要有巡查员；工作小组至少两位，监督至少一位，因为自己的事要由别人来定。")
    return "users", _("账号"), state, advice, _("看账号"), enough and not unwalked


def _paper(found: Beginnings) -> Told:
    kinds = ((PLATES, _("门牌标签")), (HANDBOOKS, _("积分手册")))
    lacking = [name for kind, name in kinds if kind not in found.printed]
    state = _("还没有印：%(what)s", what=_("、").join(lacking)) if lacking else _("门牌标签和积分手册都印过了")
    advice = _("工作小组在“打印”里印：门牌标签贴到门口，积分手册交给各户。")
    return "paper", _("门牌和手册"), state, advice, _("去打印"), not lacking


def _walk(found: Beginnings) -> Told:
    state = _("还没有收到巡查")
    if found.first_walk:
        state = _("第一次在%(day)s，到现在收到%(count)s次", day=day_words(found.first_walk), count=found.walks)
    advice = _("和巡查员走一趟，当天请工作小组在“审核”里看一遍。")
    return "walk", _("第一次巡查"), state, advice, _("看收到的巡查"), found.first_walk is not None


def _href(place: str) -> str:
    endpoint, anchor, role = PLACES[place]
    return url_for(endpoint, _anchor=anchor) if current_user.has_role(role) else ""
