"""A household's own data as tables: what is kept of it in words; other people's names are masked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from webapp import clock
from webapp.domain.erasure import NAMELESS
from webapp.domain.names import mask_name
from webapp.domain.rules.book import RuleBook
from webapp.entry_words import entry
from webapp.explanations import explain
from webapp.i18n import language
from webapp.models import Community, Household, Membership, SignUp
from webapp.office import help_words, objection_words, words
from webapp.queries import own_data
from webapp.queries.belongings import Belongings
from webapp.queries.files import memberships, tenures_of_household
from webapp.queries.handbooks import entries_of, exchanges_of
from webapp.queries.rule_books import rule_book_in_force, rule_books
from webapp.queries.scores import as_score
from webapp.tables.write import Line


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of the file: what it is called, its columns and its lines."""

    name: str
    headers: list[str]
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Told:
    """What every sheet needs: whose data it is, and by which rules it is put into words."""

    community: Community
    own: Belongings
    books: dict[int, RuleBook]
    book: RuleBook
    people: list[Membership]

    def when(self, at: dt.datetime) -> str:
        return clock.local(self.community, at).strftime("%Y-%m-%d %H:%M")

    def named(self, name: str) -> str:
        """In full where it is one of the household's own."""
        own = {each.person.name for each in self.people}
        return name if not name or name in own or name == NAMELESS else mask_name(name)


def sheets(community: Community, own: Belongings) -> Iterator[Sheet]:
    told = Told(
        community,
        own,
        rule_books(community.id),
        rule_book_in_force(community.id, f"{clock.today(community):%Y-%m}")[1],
        memberships(community.id, {own.household.id})[own.household.id],
    )
    for make in PARTS:
        yield make(told)


def _home(told: Told) -> Sheet:
    home = told.own.household
    return Sheet(
        _("本户"),
        [_("户码"), _("住址"), _("户类型"), _("困难户")],
        [[home.code, address(home), words.household_kind(home.kind), _("是") if home.in_difficulty else _("否")]],
    )


def address(home: Household) -> str:
    yard = home.courtyard
    if yard is None:
        return f"{home.group_name} {home.address}".strip()
    return _("%(lane)s%(number)s号院", lane=yard.lane.name, number=yard.number)


def _people(told: Told) -> Sheet:
    lines: list[Line] = [
        [
            each.person.name,
            words.membership_role(each.role),
            _("是") if each.person.is_party_member else _("否"),
            each.since.isoformat(),
            each.until.isoformat() if each.until else "",
        ]
        for each in told.people
    ]
    return Sheet(_("家里的人"), [_("姓名"), _("身份"), _("党员"), _("起"), _("止")], lines)


def _scores(told: Told) -> Sheet:
    lines: list[Line] = [
        [
            month.name,
            score.base,
            score.bonus,
            score.total if score.assessed else _("未评"),
            words.month_state(month.state),
        ]
        for tenure in tenures_of_household(told.own.household)
        for month, score in tenure.months
    ]
    return Sheet(_("每月得分"), [_("月份"), _("基础"), _("加分"), _("得分"), _("状态")], lines)


def _score_lines(told: Told) -> Sheet:
    own_deeds = frozenset(str(deed.id) for deed in own_data.deeds_of(told.own))
    lines: list[Line] = []
    for tenure in tenures_of_household(told.own.household):
        for month, score in tenure.months:
            book = told.books.get(month.rule_version or 0, told.book)
            lines += [
                [month.name, row.title, row.amount, _("；").join([*row.details, *([row.said] if row.said else [])])]
                for row in explain(book, as_score(score).lines, own_deeds)
            ]
    return Sheet(_("得分的每一行"), [_("月份"), _("事由"), _("分"), _("说明")], lines)


def _ledger(told: Told) -> Sheet:
    accounts = [tenure.account.id for tenure in tenures_of_household(told.own.household)]
    lines: list[Line] = [
        [row.sequence, row.month, entry(row, told.books.get(row.rule_version)), row.amount, told.when(row.made_at)]
        for rows in entries_of(told.community.id, accounts).values()
        for row in rows
    ]
    return Sheet(_("账本"), [_("笔"), _("月份"), _("事由"), _("分"), _("时间")], lines)


def _deeds(told: Told) -> Sheet:
    lines: list[Line] = []
    for deed in own_data.deeds_of(told.own):
        rule = told.book.rule_of(deed.kind)
        what = rule.label.text(language()) if rule else deed.kind
        points = deed.points if deed.state == "accepted" else 0
        lines.append([deed.day.isoformat(), what, words.deed_state(deed.state), points, deed.text, deed.reason or ""])
    return Sheet(_("好事和加分"), [_("日期"), _("事项"), _("状态"), _("分"), _("说明"), _("理由")], lines)


def _objections(told: Told) -> Sheet:
    lines: list[Line] = [
        [
            found.month,
            objection_words.about(found, told.book),
            told.when(step.at),
            objection_words.step(step.step),
            objection_words.outcome(step.outcome) if step.outcome else "",
            step.text,
            told.named(step.maker.name) if step.maker else _("本户"),
        ]
        for found in own_data.objections_of(told.own)
        for step in found.steps
    ]
    headers = [_("月份"), _("对哪一项"), _("时间"), _("做了什么"), _("结果"), _("话"), _("谁")]
    return Sheet(_("异议"), headers, lines)


def _exchanges(told: Told) -> Sheet:
    accounts = [tenure.account.id for tenure in tenures_of_household(told.own.household)]
    signed = own_data.signatures_of(told.own)
    lines: list[Line] = [
        [
            row.day.isoformat(),
            row.what,
            row.points,
            told.named(row.picked_up_by),
            signature_file(row.id) if row.id in signed else "",
            _("撤回了") if row.undone_at else "",
        ]
        for rows in exchanges_of(told.community.id, accounts).values()
        for row in rows
    ]
    return Sheet(_("兑换"), [_("日期"), _("换了什么"), _("分"), _("谁代领"), _("签名的图"), _("撤回")], lines)


def signature_file(receipt: int) -> str:
    """Where in the file the picture of its signature lies."""
    return f"signatures/{receipt}.png"


def photo_file(sha256: str) -> str:
    return f"photos/{sha256[:16]}.jpg"


def _reservations(told: Told) -> Sheet:
    lines: list[Line] = [
        [
            told.when(row.made_at),
            row.good.name,
            row.pieces,
            row.until.isoformat() if row.until else "",
            told.named(row.picked_up_by),
            _RESERVED[row.state](),
        ]
        for row in own_data.reservations_of(told.own)
    ]
    headers = [_("时间"), _("物品"), _("件数"), _("留到哪天"), _("谁来领"), _("状态")]
    return Sheet(_("预留"), headers, lines)


def _put_rights(told: Told) -> Sheet:
    lines: list[Line] = []
    for row in own_data.put_rights_of(told.own):
        item = told.book.item(row.item)
        what = item.short.text(language()) if item else row.item
        sent = _("、").join(photo_file(photo.sha256) for photo in row.photos)
        lines.append([row.day.isoformat(), what, row.text, sent, _REPORTED[row.state](), row.reason])
    return Sheet(_("报改好"), [_("日期"), _("项目"), _("话"), _("照片"), _("状态"), _("理由")], lines)


def _activities(told: Told) -> Sheet:
    lines: list[Line] = [
        [
            row.activity.day.isoformat(),
            row.activity.title,
            _("报名") if isinstance(row, SignUp) else _("签到"),
            told.named(row.person.name) if row.person else _("全家"),
        ]
        for row in own_data.sign_ups_and_ins_of(told.own.household)
    ]
    return Sheet(_("活动"), [_("日期"), _("活动"), _("报名还是签到"), _("谁")], lines)


_RESERVED = {
    "waiting": lambda: _("等到货"),
    "kept": lambda: _("留着"),
    "taken": lambda: _("领走了"),
    "released": lambda: _("取消了"),
}
_REPORTED = {
    "waiting": lambda: _("等社区看"),
    "arranged": lambda: _("安排了复查"),
    "declined": lambda: _("不用复查"),
    "withdrawn": lambda: _("自己撤回了"),
}


def _help(told: Told) -> Sheet:
    home = told.own.household.id
    lines: list[Line] = []
    for task in own_data.help_tasks_of(told.own):
        item = told.book.item(task.item)
        asked = _("本户的微心愿") if task.is_wish else _("本户请人帮")
        part = asked if task.household_id == home else _("本户去帮忙")
        said = _("；").join(step.text for step in task.steps if step.text) if task.volunteer_id == home else ""
        if task.household_id == home:
            said = task.text
        what = item.short.text(language()) if item else task.item or _("微心愿")
        lines.append([task.found_on.isoformat(), what, part, help_words.state(task.state), said])
    return Sheet(_("帮扶"), [_("日期"), _("项目"), _("怎么参加的"), _("状态"), _("话")], lines)


def _checks(told: Told) -> Sheet:
    lines: list[Line] = []
    for check in own_data.approved_checks_of(told.own):
        for finding in check.findings:
            item = told.book.item(finding.item)
            said = _("、").join([*finding.phrases, *([finding.note] if finding.note else [])])
            what = item.short.text(language()) if item else finding.item
            lines.append(
                [check.day.isoformat(), what, words.result(finding.result), said, told.named(check.inspector.name)]
            )
    return Sheet(_("检查发现的"), [_("日期"), _("项目"), _("结果"), _("说明"), _("巡查员")], lines)


def _visits(told: Told) -> Sheet:
    lines: list[Line] = [[told.when(each.at)] for each in own_data.visits_of(told.own.household)]
    return Sheet(_("积分卡的查看记录"), [_("时间")], lines)


def _consents(told: Told) -> Sheet:
    lines: list[Line] = [
        [sha256, told.when(each.given_at), told.when(each.withdrawn_at) if each.withdrawn_at else ""]
        for sha256, each in own_data.consents_of(told.own.household).items()
    ]
    return Sheet(_("照片里的人同意"), [_("照片指纹"), _("同意的时间"), _("撤回的时间")], lines)


PARTS: tuple[Callable[[Told], Sheet], ...] = (
    _home,
    _people,
    _scores,
    _score_lines,
    _ledger,
    _deeds,
    _objections,
    _put_rights,
    _exchanges,
    _reservations,
    _activities,
    _help,
    _checks,
    _visits,
    _consents,
)
