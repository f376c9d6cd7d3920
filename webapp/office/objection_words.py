"""Objections in the reader's words: states, answers, what they are about, and why something was refused."""

from __future__ import annotations

from flask_babel import gettext as _

from webapp.domain.months.objection import Outcome, State, Step, Subject
from webapp.domain.months.rulings import CHECK, FINDING, Effect
from webapp.domain.rules.book import RuleBook
from webapp.i18n import language
from webapp.models import Objection, ObjectionStep


def about(objection: Objection, book: RuleBook) -> str:
    """What is disputed."""
    if objection.subject == Subject.SCORE:
        return _("整个得分，或者没有记上的事")
    return named(objection.code, book)


def named(code: str, book: RuleBook) -> str:
    """An item's fault, a deed or a breach, by the rule book."""
    item, rule = book.item(code), book.rule_of(code)
    return item.fault.text(language()) if item else rule.label.text(language()) if rule else code


def state(code: str) -> str:
    return {
        State.LATE: _("过期，等监督决定收不收"),
        State.OPEN: _("等答复"),
        State.ANSWERED: _("已答复"),
        State.APPEALED: _("等监督答复"),
        State.CLOSED: _("已了结"),
        State.WITHDRAWN: _("已撤回"),
    }[State(code)]


def outcome(code: str) -> str:
    return {Outcome.UPHELD: _("成立"), Outcome.ADJUSTED: _("部分成立"), Outcome.REJECTED: _("不成立")}[Outcome(code)]


def outcome_meaning(code: str) -> str:
    """What follows from it."""
    return {
        Outcome.UPHELD: _("住户说得对，按下面改"),
        Outcome.ADJUSTED: _("有的改，有的不改"),
        Outcome.REJECTED: _("分数不变，说清楚为什么"),
    }[Outcome(code)]


def step(code: str) -> str:
    """What somebody did."""
    return {
        Step.TAKEN: _("登记"),
        Step.ADMIT: _("监督同意收下"),
        Step.ANSWER: _("工作小组答复"),
        Step.APPEAL: _("住户不同意，转监督"),
        Step.REFER: _("工作小组转给监督"),
        Step.FINAL: _("监督答复"),
        Step.WITHDRAW: _("住户撤回"),
    }[Step(code)]


def household_step(step: ObjectionStep, objection: Objection) -> str:
    """The same for the household: by which office, and nobody's name."""
    if step.step == Step.TAKEN:
        return _("在积分卡上提出") if objection.household_id else _("在社区窗口提出")
    return {
        Step.ADMIT: _("居务监督委员会同意收下"),
        Step.ANSWER: _("积分管理工作小组答复"),
        Step.APPEAL: _("不同意，转给居务监督委员会"),
        Step.REFER: _("工作小组没有人能答复，转给了居务监督委员会"),
        Step.FINAL: _("居务监督委员会答复"),
        Step.WITHDRAW: _("在积分卡上撤回"),
    }[Step(step.step)]


def household_problem(code: str) -> str:
    """Why the card did not take it, and what to do; "" when nothing is wrong."""
    return {
        "": "",
        "choose_line": _("选一项。"),
        "no_words": _("还没写。写一句就行。"),
        "identity_number": _("像是身份证号，没有存。把号码删掉再交。"),
        "too_long": _("写得太长了，最多500字。删短一点再交。"),
        "too_late": _("公示已经结束。确有原因的，勾选“过了公示期也要提”，由居务监督委员会决定收不收。"),
        "already_open": _("这一项已经有人提过，还没有答复。"),
        "already_answered": _("这一项已经答复过。不同意的，在那一件里转给居务监督委员会。"),
        "no_photo": _("照片没有收到。再选一次。"),
        "wrong_state": _("这一步已经做过，或者还没轮到。下面是现在的样子。"),
        "appeal_over": _("可以转给监督委员会的日子过了。还有话要说，到社区窗口说。"),
        "decided": _("刚刚已经答复了，撤不回来。下面就是答复。"),
        "not_own": _("这是院里另一家提的，只有那一家能撤回。"),
    }.get(code, _("没有成。再试一次，或者到社区窗口，我们替您写。"))


def effect(each: Effect, book: RuleBook) -> str:
    """One thing that a ruling changes."""
    if each.on == FINDING:
        return _("%(item)s：不扣分", item=named(each.item, book))
    if each.on == CHECK:
        return _("这一次检查不算")
    if each.out:
        return _("这件事不记分")
    return _("这件事记上") if each.points is None else _("这件事记%(points)s分", points=each.points)


def phrases() -> list[str]:
    """Ready-made beginnings of an answer."""
    return [
        _("照片里看不清，按没有问题算"),
        _("照片拍的不是这一家"),
        _("活动名单上查到了"),
        _("看了照片，问题在"),
        _("和规则一致"),
        _("没有能证明的材料"),
    ]


def problem(code: str) -> str:
    """Why it was not taken or not answered, and what to do."""
    return {
        "too_late": _("公示已经结束，不能再登记。确有原因的，勾选过期登记，由监督决定收不收。"),
        "not_published": _("这个月没有公示过，还没有可以异议的分。"),
        "no_account": _("没有找到这一户这个月的分。"),
        "no_line": _("选一项。"),
        "no_words": _("还没写。写一句就行。"),
        "identity_number": _("像是身份证号，没有存。把号码删掉再交。"),
        "no_teller": _("写上来的人的姓名。"),
        "already_open": _("这一项已经登记过，还没有答复。"),
        "already_answered": _("这一项已经答复过。不同意的，在那一件里转给监督。"),
        "changed": _("别人刚刚改过。下面是现在的样子，看了再决定。"),
        "wrong_state": _("这一步别人已经做了，或者还没轮到。下面是现在的样子。"),
        "wrong_role": _("这一步要由另一个角色来做。"),
        "not_admitted": _("过期的要先同意收下，由工作小组答复；不收就选不成立。"),
        "decided_before": _("查过、审过或者认定过这件事的人，不能来答复。换一位。"),
        "answered_before": _("前面答复过的人，不能再答复。换一位。"),
        "recused": _("自家或亲属的事，要回避。换一位来答复。"),
        "no_outcome": _("选一个：成立、部分成立、不成立。"),
        "no_answer_text": _("写一句理由，住户能看到。"),
        "no_effect": _("勾选要改的，才能成立。"),
        "points_differ": _("分数不在规则的范围里。"),
        "appeal_over": _("可以转监督的日子过了。"),
    }.get(code, code)
